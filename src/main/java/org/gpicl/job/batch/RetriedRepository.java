package org.gpicl.job.batch;

import java.lang.reflect.UndeclaredThrowableException;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.gpicl.store.database.ConnectionRetry;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** Lets a job repository wait for a database that is gone for a while. */
public final class RetriedRepository implements MethodInterceptor {
  private final JobRepository repository;
  private final ConnectionRetry patience;

  private RetriedRepository(JobRepository repository, ConnectionRetry patience) {
    this.repository = repository;
    this.patience = patience;
  }

  public static JobRepository of(JobRepository repository, ConnectionRetry patience) {
    ProxyFactory proxy = new ProxyFactory();
    proxy.setInterfaces(JobRepository.class);
    proxy.setTarget(repository);
    proxy.addAdvice(new RetriedRepository(repository, patience));
    return (JobRepository) proxy.getProxy();
  }

  @Override
  public Object invoke(MethodInvocation call) {
    Object[] arguments = call.getArguments();
    if (arguments.length == 1 && arguments[0] instanceof StepExecution step) {
      int before = step.getVersion() == null ? 0 : step.getVersion();
      return patience.through(
          () -> {
            if (step.getVersion() != null && step.getVersion() > before) {
              step.setVersion(storedVersion(step, before));
            }
            return proceed((ProxyMethodInvocation) call);
          });
    }
    return patience.through(() -> proceed((ProxyMethodInvocation) call));
  }

  /**
   * The version to change. Batch counts an update before its commit; of a commit whose answer was
   * lost, only the database knows whether it arrived.
   */
  private int storedVersion(StepExecution step, int before) {
    StepExecution stored = repository.getStepExecution(step.getId());
    boolean arrived =
        stored != null
            && stored.getVersion() == before + 1
            && stored.getStatus() == step.getStatus();
    return arrived ? before + 1 : before;
  }

  /** Through a clone, since an invocation proceeds only once. */
  private static Object proceed(ProxyMethodInvocation call) {
    try {
      return call.invocableClone().proceed();
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable checked) {
      throw new UndeclaredThrowableException(checked);
    }
  }
}

package org.gpicl.job.batch;

import java.lang.reflect.UndeclaredThrowableException;
import org.aopalliance.intercept.MethodInterceptor;
import org.gpicl.store.database.ConnectionRetry;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.batch.core.repository.JobRepository;

/** Lets a job repository wait for a database that is gone for a while. */
public final class RetriedRepository {
  private RetriedRepository() {}

  public static JobRepository of(JobRepository repository, ConnectionRetry patience) {
    ProxyFactory proxy = new ProxyFactory();
    proxy.setInterfaces(JobRepository.class);
    proxy.setTarget(repository);
    proxy.addAdvice(
        (MethodInterceptor) call -> patience.through(() -> proceed((ProxyMethodInvocation) call)));
    return (JobRepository) proxy.getProxy();
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

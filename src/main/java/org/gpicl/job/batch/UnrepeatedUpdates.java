package org.gpicl.job.batch;

import java.lang.reflect.Method;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * A job repository for partitions that leaves out updates that change nothing. A step stores itself
 * and its context twice at its end, each time in a transaction of its own: with thousands of short
 * partitions that is most of what they cost. The context that a partition ends with is never read:
 * a resumed run goes by our own tables and files.
 */
public final class UnrepeatedUpdates implements MethodInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(UnrepeatedUpdates.class);

  private final Map<Long, Stored> ended = new ConcurrentHashMap<>();

  /** What matters of a step that has ended; when it was stored does not. */
  private record Stored(BatchStatus status, ExitStatus exit, LocalDateTime end) {
    public static Stored of(StepExecution step) {
      return new Stored(step.getStatus(), step.getExitStatus(), step.getEndTime());
    }
  }

  private UnrepeatedUpdates() {}

  public static JobRepository of(JobRepository repository) {
    ProxyFactory proxy = new ProxyFactory();
    proxy.setInterfaces(JobRepository.class);
    proxy.setTarget(repository);
    proxy.addAdvice(new UnrepeatedUpdates());
    return (JobRepository) proxy.getProxy();
  }

  @Override
  public Object invoke(MethodInvocation call) throws Throwable {
    Object[] arguments = call.getArguments();
    boolean repeats =
        arguments.length == 1
            && arguments[0] instanceof StepExecution step
            && repeats(call.getMethod(), step);
    if (repeats) {
      return null;
    }
    try {
      return call.proceed();
    } catch (OptimisticLockingFailureException e) {
      if (arguments.length == 1
          && arguments[0] instanceof StepExecution step
          && step.getEndTime() != null) {
        // As when a new manager has closed the partition: what came of it is in our own tables.
        LOG.info("The end of step execution {} stays as it was stored before", step.getId());
        return null;
      }
      throw e;
    }
  }

  private boolean repeats(Method method, StepExecution step) {
    return switch (method.getName()) {
      case "updateExecutionContext" -> step.getEndTime() != null;
      case "update" -> step.getEndTime() != null && endStored(step);
      default -> false;
    };
  }

  /** Whether the end of a step was stored before just as it is. */
  private boolean endStored(StepExecution step) {
    Stored now = Stored.of(step);
    boolean before = now.equals(ended.put(step.getId(), now));
    if (before) {
      // The second time is the last: nothing needs to be remembered any longer.
      ended.remove(step.getId());
    }
    return before;
  }
}

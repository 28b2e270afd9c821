package org.gpicl.job.batch;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import org.gpicl.store.database.ConnectionRetry;
import org.springframework.batch.core.repository.JobRepository;

/** A job repository that waits for a database which is gone for a while. */
public final class RetriedRepository implements InvocationHandler {
  private final JobRepository repository;
  private final ConnectionRetry patience;

  private RetriedRepository(JobRepository repository, ConnectionRetry patience) {
    this.repository = repository;
    this.patience = patience;
  }

  public static JobRepository of(JobRepository repository, ConnectionRetry patience) {
    return (JobRepository)
        Proxy.newProxyInstance(
            RetriedRepository.class.getClassLoader(),
            new Class<?>[] {JobRepository.class},
            new RetriedRepository(repository, patience));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    try {
      return patience.through(() -> call(method, arguments));
    } catch (UndeclaredThrowableException e) {
      throw e.getUndeclaredThrowable();
    }
  }

  private Object call(Method method, Object[] arguments) {
    try {
      return method.invoke(repository, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new UndeclaredThrowableException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.gpicl.job;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import org.gpicl.store.Patience;
import org.springframework.batch.core.repository.JobRepository;

/** A job repository that waits for a database which is gone for a while. */
final class PatientRepository implements InvocationHandler {
  private final JobRepository repository;
  private final Patience patience;

  private PatientRepository(JobRepository repository, Patience patience) {
    this.repository = repository;
    this.patience = patience;
  }

  static JobRepository of(JobRepository repository, Patience patience) {
    return (JobRepository)
        Proxy.newProxyInstance(
            PatientRepository.class.getClassLoader(),
            new Class<?>[] {JobRepository.class},
            new PatientRepository(repository, patience));
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

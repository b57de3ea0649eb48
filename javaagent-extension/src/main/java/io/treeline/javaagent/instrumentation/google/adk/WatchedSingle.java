package io.treeline.javaagent.instrumentation.google.adk;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import org.jspecify.annotations.Nullable;

/** One answer that is watched until it is there. */
final class WatchedSingle<T> extends Single<T> {

  private final Single<T> source;
  private final Watcher<T> watcher;

  WatchedSingle(Single<T> source, Watcher<T> watcher) {
    this.source = source;
    this.watcher = watcher;
  }

  @Override
  protected void subscribeActual(SingleObserver<? super T> observer) {
    Watching.in(watcher.inside(), () -> source.subscribe(new Observer<>(observer, watcher)));
  }

  /** Between the source and who waits for it. */
  private static final class Observer<T> implements SingleObserver<T>, Disposable {
    private final SingleObserver<? super T> downstream;
    private final Watcher<T> watcher;
    private @Nullable Disposable upstream;

    Observer(SingleObserver<? super T> downstream, Watcher<T> watcher) {
      this.downstream = downstream;
      this.watcher = watcher;
    }

    @Override
    public void onSubscribe(Disposable disposable) {
      upstream = disposable;
      Watching.in(watcher.outside(), () -> downstream.onSubscribe(this));
    }

    @Override
    public void onSuccess(T item) {
      Watching.run(
          () -> {
            watcher.next(item);
            watcher.completed();
          });
      Watching.in(watcher.outside(), () -> downstream.onSuccess(item));
    }

    @Override
    public void onError(Throwable failure) {
      Watching.run(() -> watcher.failed(failure));
      Watching.in(watcher.outside(), () -> downstream.onError(failure));
    }

    @Override
    public void dispose() {
      Watching.run(watcher::cancelled);
      Disposable disposable = upstream;
      if (disposable != null) {
        disposable.dispose();
      }
    }

    @Override
    public boolean isDisposed() {
      Disposable disposable = upstream;
      return disposable != null && disposable.isDisposed();
    }
  }
}

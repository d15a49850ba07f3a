//! Listening, and stopping well.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::rt::{TokioIo, TokioTimer};
use thiserror::Error;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};
use tokio_util::{
    sync::CancellationToken,
    task::{TaskTracker, task_tracker::TaskTrackerToken},
};
use tower::ServiceExt;

use super::{assets::Assets, router::router, timed::Timed};
use crate::{services::Services, telemetry::metrics};

/// Connections of all kinds at once.
const CONNECTIONS: usize = 16_384;
/// A request's head must have come after this time.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);
/// A write must make progress within this time.
const WRITE_PATIENCE: Duration = Duration::from_secs(30);
/// Connections may take this long to end once their streams were told to.
const FAREWELL: Duration = Duration::from_secs(3);
const TIDY_EVERY: Duration = Duration::from_secs(5);

#[derive(Debug, Error)]
pub enum ServeError {
    #[error(
        "cannot listen on {addr}: {source}. Is Adda running already? Choose another address with server.addr or \
         ADDA_SERVER__ADDR"
    )]
    Bind { addr: SocketAddr, source: io::Error },
    #[error("cannot wait for signals: {0}")]
    Signals(#[source] io::Error),
}

/// Serves until the process is told to stop (SIGINT, SIGTERM). Answers in flight may finish within the grace the settings
/// give; a second signal ends it at once.
pub async fn serve(
    services: Services,
    pages: Router,
    assets: Arc<dyn Assets>,
) -> Result<(), ServeError> {
    let server = Server::bind(services.config.server.addr).await?;
    let (first, second) = (CancellationToken::new(), CancellationToken::new());
    listen_for_signals(first.clone(), second.clone())?;
    tracing::info!(server.addr = %server.addr, "listening on {}", server.addr);
    // For the person at the terminal; the log may go elsewhere or be JSON.
    println!("Adda is at http://{}", server.addr);
    let app = router(services.clone(), pages, assets);
    tokio::select! {
        () = server.run(services, app, first.cancelled_owned()) => {}
        () = second.cancelled() => tracing::warn!("stopped at once, answers in flight were cut"),
    }
    Ok(())
}

/// A socket that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    addr: SocketAddr,
}

impl Server {
    pub async fn bind(addr: SocketAddr) -> Result<Self, ServeError> {
        let failed = |source| ServeError::Bind { addr, source };
        let listener = TcpListener::bind(addr).await.map_err(failed)?;
        let addr = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, addr })
    }

    /// The address it really has, where port 0 was asked for.
    pub const fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Serves `app` until `stop`. Then: no new connections, answers in flight finish or are interrupted, streams and live
    /// connections end, the rest closes.
    pub async fn run(self, services: Services, app: Router, stop: impl Future<Output = ()>) {
        let tasks = TaskTracker::new();
        tokio::select! {
            () = accept(&self.listener, &app, &services.stopping, &tasks) => {}
            () = tidy_metrics() => {}
            () = stop => {}
        }
        drop(self.listener);
        let grace = Duration::from_secs(services.config.server.shutdown_grace_s);
        tracing::info!(
            chat.running = services.chat.running(),
            "stopping, answers in flight may finish"
        );
        services.chat.shutdown(grace).await;
        services.stopping.cancel();
        tasks.close();
        if timeout(FAREWELL, tasks.wait()).await.is_err() {
            tracing::warn!(connections = tasks.len(), "some connections did not end in time");
        }
    }
}

/// A connection's place among all. It goes with the stream, so that live connections keep theirs after the upgrade and
/// are waited for when the server stops.
struct Place {
    _permit: OwnedSemaphorePermit,
    _task: TaskTrackerToken,
}

async fn accept(
    listener: &TcpListener,
    app: &Router,
    stopping: &CancellationToken,
    tasks: &TaskTracker,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, peer)) => {
                let place = Place { _permit: place, _task: tasks.token() };
                tasks.spawn(connection(stream, peer, app.clone(), stopping.clone(), place));
            }
            Err(error) => {
                // Out of file descriptors, mostly: the ones in use must end first.
                tracing::warn!(%error, "cannot accept a connection: {error}");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    stopping: CancellationToken,
    place: Place,
) {
    // Small frames go out as they come.
    let _ = stream.set_nodelay(true);
    let stream = TokioIo::new(Timed::new(stream, WRITE_PATIENCE, place));
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        app.clone().oneshot(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_PATIENCE).max_buf_size(64 * 1024);
    let connection = http.serve_connection(stream, service).with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early: {error}");
    }
}

async fn tidy_metrics() {
    loop {
        sleep(TIDY_EVERY).await;
        metrics::tidy();
    }
}

fn listen_for_signals(
    first: CancellationToken,
    second: CancellationToken,
) -> Result<(), ServeError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).map_err(ServeError::Signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(ServeError::Signals)?;
    tokio::spawn(async move {
        for stop in [first, second] {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            stop.cancel();
        }
    });
    Ok(())
}

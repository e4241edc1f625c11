//! HTTP/1.1 on a listener, with or without TLS, until Ctrl-C.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal;
use tokio_rustls::TlsAcceptor;

use crate::answer::Answers;
use crate::say;

/// How long a handshake may take, and requests at the end.
const PATIENCE: Duration = Duration::from_secs(5);

/// Serves connections until Ctrl-C; requests that are under way are still answered.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    answers: Answers,
) -> Result<(), Box<dyn Error>> {
    let graceful = GracefulShutdown::new();
    let acceptor = tls.map(TlsAcceptor::from);
    let mut stop = std::pin::pin!(signal::ctrl_c());
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Too many open files, mostly: there will be fewer.
                    eprintln!("no connection: {error}");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            stopped = &mut stop => {
                stopped?;
                break;
            }
        };
        let (watcher, answers) = (graceful.watcher(), answers.clone());
        tokio::spawn(connection(stream, acceptor.clone(), watcher, answers));
    }
    drop(listener);
    say("Stopping.");
    // A client that does not read its answer does not keep the program.
    let _ = tokio::time::timeout(PATIENCE, graceful.shutdown()).await;
    Ok(())
}

async fn connection(
    stream: TcpStream,
    acceptor: Option<TlsAcceptor>,
    watcher: Watcher,
    answers: Answers,
) {
    let Some(acceptor) = acceptor else {
        return requests(stream, watcher, answers).await;
    };
    match tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => requests(stream, watcher, answers).await,
        Ok(Err(error)) => eprintln!("no TLS connection: {error}"),
        Err(_) => {}
    }
}

async fn requests(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    watcher: Watcher,
    answers: Answers,
) {
    let service = service_fn(move |request| {
        let answers = answers.clone();
        async move { answers.answer(request).await }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE * 6)
        .serve_connection(TokioIo::new(stream), service);
    // A connection that breaks is the client's business.
    let _ = watcher.watch(connection).await;
}

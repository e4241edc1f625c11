//! Many calls at once, by a clock that moves only when nothing else can happen.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use client_runtime::body::Body;
use client_runtime::client_builder::ClientBuilder;
use client_runtime::security::Credentials;
use client_runtime::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
use http::{Request, Response};

use super::support::API;

/// What a server does with a request.
pub struct Answer {
    pub after: Duration,
    pub reply: Result<Response<Body>, TransportErrorKind>,
}

impl Answer {
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        let body = Body::from(body.into().into_bytes());
        Self {
            after: Duration::from_millis(20),
            reply: Ok(Response::builder().status(status).body(body).unwrap()),
        }
    }

    pub fn fail(kind: TransportErrorKind) -> Self {
        Self {
            reply: Err(kind),
            ..Self::new(200, "")
        }
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(reply) = &mut self.reply {
            reply.headers_mut().append(name, value.parse().unwrap());
        }
        self
    }

    pub fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }

    pub fn body(mut self, body: Body) -> Self {
        if let Ok(reply) = &mut self.reply {
            *reply.body_mut() = body;
        }
        self
    }

    /// A token endpoint's answer.
    pub fn token(name: &str, seconds: u64) -> Self {
        let body =
            format!(r#"{{"access_token":"{name}","token_type":"Bearer","expires_in":{seconds}}}"#);
        Self::new(200, body)
    }
}

/// A request as it was sent, and when, since the start.
#[derive(Clone, Debug)]
pub struct Seen {
    pub host: String,
    pub authorization: String,
    /// What the test calls the request, in the header `x-call`.
    pub call: String,
    pub at: Duration,
}

type Handler = Box<dyn FnMut(&Seen) -> Answer + Send>;

/// Clones share the clock and the server.
#[derive(Clone)]
pub struct World {
    start: Instant,
    state: Arc<Mutex<State>>,
    handler: Arc<Mutex<Handler>>,
}

#[derive(Default)]
struct State {
    passed: Duration,
    timers: BTreeMap<(Duration, u64), Waker>,
    next: u64,
    seen: Vec<Seen>,
}

impl World {
    pub fn new(handler: impl FnMut(&Seen) -> Answer + Send + 'static) -> Self {
        Self {
            start: Instant::now(),
            state: Arc::default(),
            handler: Arc::new(Mutex::new(Box::new(handler))),
        }
    }

    pub fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&API)
            .transport(self.clone())
            .random_seed(7)
            .credentials(Credentials::oauth2("id", "secret"))
    }

    pub fn pass(&self, time: Duration) {
        self.state.lock().unwrap().passed += time;
    }

    pub fn passed(&self) -> Duration {
        self.state.lock().unwrap().passed
    }

    /// What the server has read since this was asked last.
    pub fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.state.lock().unwrap().seen)
    }

    /// How many requests for tokens, and how many others, since this was asked last.
    pub fn counts(&self) -> (usize, usize) {
        let seen = self.seen();
        let tokens = seen.iter().filter(|seen| is_token(seen)).count();
        (tokens, seen.len() - tokens)
    }

    /// Moves the clock to the next thing that somebody waits for.
    fn step(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let Some(((at, _), waker)) = state.timers.pop_first() else {
            return false;
        };
        state.passed = state.passed.max(at);
        drop(state);
        waker.wake();
        true
    }
}

pub fn is_token(seen: &Seen) -> bool {
    seen.host == "auth.example.com"
}

impl Transport for World {
    fn send(
        &self,
        request: Request<Body>,
    ) -> TransportFuture<'_, Result<Response<Body>, TransportError>> {
        let header = |name| {
            let value = request.headers().get(name);
            value.map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        let seen = Seen {
            host: request.uri().host().unwrap_or_default().to_owned(),
            authorization: header("authorization"),
            call: header("x-call"),
            at: self.passed(),
        };
        self.state.lock().unwrap().seen.push(seen.clone());
        let answer = (self.handler.lock().unwrap())(&seen);
        Box::pin(async move {
            self.sleep(answer.after).await;
            answer
                .reply
                .map_err(|kind| TransportError::new(kind, "scripted"))
        })
    }

    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn sleep(&self, duration: Duration) -> TransportFuture<'_, ()> {
        let mut state = self.state.lock().unwrap();
        state.next += 1;
        Box::pin(Timer {
            world: self.clone(),
            key: (state.passed + duration, state.next),
        })
    }
}

struct Timer {
    world: World,
    key: (Duration, u64),
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.world.state.lock().unwrap();
        if state.passed >= self.key.0 {
            return Poll::Ready(());
        }
        state.timers.insert(self.key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.world.state.lock().unwrap().timers.remove(&self.key);
    }
}

/// Whether a task has something to do.
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Tasks that are polled only when somebody wakes them: one that is forgotten hangs, and the test says so.
pub struct Tasks<T> {
    tasks: Vec<Task<T>>,
}

struct Task<T> {
    future: Option<Pin<Box<dyn Future<Output = T> + Send>>>,
    flag: Arc<Flag>,
    output: Option<T>,
}

impl<T> Tasks<T> {
    pub fn new<F: IntoFuture<Output = T>>(futures: impl IntoIterator<Item = F>) -> Self
    where
        F::IntoFuture: Send + 'static,
    {
        let task = |future: F| Task {
            future: Some(Box::pin(future.into_future()) as Pin<Box<dyn Future<Output = T> + Send>>),
            flag: Arc::new(Flag(AtomicBool::new(true))),
            output: None,
        };
        Self {
            tasks: futures.into_iter().map(task).collect(),
        }
    }

    /// Polls every task that was woken; if there is none, moves the clock. Returns whether anything is left to do.
    pub fn turn(&mut self, world: &World) -> bool {
        let mut is_idle = true;
        for task in &mut self.tasks {
            let Some(future) = &mut task.future else {
                continue;
            };
            if !task.flag.0.swap(false, Ordering::SeqCst) {
                continue;
            }
            is_idle = false;
            let waker = Waker::from(Arc::clone(&task.flag));
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                task.output = Some(output);
                task.future = None;
            }
        }
        let is_over = self.tasks.iter().all(|task| task.future.is_none());
        if is_idle && !is_over {
            assert!(
                world.step(),
                "a call waits for something that never happens"
            );
        }
        !is_over
    }

    /// Drops a task where it stands.
    pub fn abort(&mut self, index: usize) {
        self.tasks[index].future = None;
    }

    pub fn run(mut self, world: &World) -> Vec<Option<T>> {
        while self.turn(world) {}
        self.tasks.into_iter().map(|task| task.output).collect()
    }
}

/// Runs calls at the same time, to their ends.
pub fn run<F: IntoFuture>(world: &World, futures: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F::IntoFuture: Send + 'static,
{
    let outputs = Tasks::new(futures).run(world);
    outputs.into_iter().map(Option::unwrap).collect()
}

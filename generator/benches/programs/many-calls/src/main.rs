//! Verifies a code many times, with the client or by hand, and says what a call took.

use std::env;
use std::sync::Arc;
use std::time::Instant;

use many_calls::{Place, Problem, REPLY, by_hand, own, server};
use tokio::runtime::Runtime;

/// How it is called.
const USAGE: &str = "many-calls own|by-hand in-process|loopback|at-once CALLS";

/// Calls before those that count: they open connections and fill caches.
const WARMING: usize = 10;

/// Who makes the calls.
enum Caller {
    Own(own::Caller),
    ByHand(by_hand::Caller),
}

impl Caller {
    async fn verify(&self) -> Result<(), Problem> {
        let valid = match self {
            Self::Own(caller) => caller.verify().await?,
            Self::ByHand(caller) => caller.verify().await?,
        };
        if valid {
            Ok(())
        } else {
            Err("the code was not taken".into())
        }
    }
}

fn main() -> Result<(), Problem> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [who, place, calls] = words.as_slice() else {
        return Err(USAGE.into());
    };
    let calls: usize = calls.parse()?;
    let is_at_once = place == "at-once";
    let place = match place.as_str() {
        "in-process" => Place::InProcess,
        "loopback" => Place::Server(server::start(REPLY)?),
        "at-once" => Place::Waiting,
        _ => return Err(USAGE.into()),
    };
    let caller = Arc::new(match who.as_str() {
        "own" => Caller::Own(own::Caller::new(&place)?),
        "by-hand" => Caller::ByHand(by_hand::Caller::new(place)?),
        _ => return Err(USAGE.into()),
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let make = if is_at_once { at_once } else { one_by_one };
    make(&runtime, &caller, WARMING)?;
    let begun = Instant::now();
    let mut result = Ok(());
    let found = allocation_counter::measure(|| result = make(&runtime, &caller, calls));
    result?;
    let each = |figure: f64| figure / calls as f64;
    println!(
        r#"{{"microseconds":{:.3},"allocations":{:.3},"bytes":{:.1}}}"#,
        each(begun.elapsed().as_secs_f64() * 1e6),
        each(found.count_total as f64),
        each(found.bytes_max as f64),
    );
    Ok(())
}

fn one_by_one(runtime: &Runtime, caller: &Arc<Caller>, calls: usize) -> Result<(), Problem> {
    runtime.block_on(async {
        for _ in 0..calls {
            caller.verify().await?;
        }
        Ok(())
    })
}

fn at_once(runtime: &Runtime, caller: &Arc<Caller>, calls: usize) -> Result<(), Problem> {
    runtime.block_on(async {
        let start = |_| {
            let caller = Arc::clone(caller);
            tokio::spawn(async move { caller.verify().await })
        };
        let tasks: Vec<_> = (0..calls).map(start).collect();
        for task in tasks {
            task.await??;
        }
        Ok(())
    })
}

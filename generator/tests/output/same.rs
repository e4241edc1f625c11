//! The same input gives the same bytes.

use std::collections::BTreeMap;
use std::thread;

use crate::support::{Case, bundled};

#[test]
fn neither_repetition_nor_threads_change_a_byte() {
    let cases = Case::fixtures();
    let all = |cases: &mut dyn Iterator<Item = &Case>| -> BTreeMap<String, _> {
        cases
            .map(|case| {
                let output = case.generate("same", false);
                let found = crate::said(&output);
                (case.name.clone(), (output.files, output.scaffold, found))
            })
            .collect()
    };
    let first = all(&mut cases.iter());
    let (forwards, backwards) = thread::scope(|scope| {
        let forwards = scope.spawn(|| all(&mut cases.iter()));
        let backwards = scope.spawn(|| all(&mut cases.iter().rev()));
        (
            forwards.join().expect("a thread ends well"),
            backwards.join().expect("a thread ends well"),
        )
    });
    assert!(first == forwards && first == backwards);
}

#[test]
fn the_bundled_client_is_the_same_twice() {
    assert_eq!(bundled("same").files, bundled("same").files);
}

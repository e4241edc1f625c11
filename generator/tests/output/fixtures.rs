//! One document for each feature, and the whole client that comes of it.

use std::fmt::Write as _;

use generator::Output;
use generator::manifest::Dependency;

use crate::support::{Case, folder};
use crate::{assert_snapshot, for_each, said};

#[test]
fn each_feature_prints_the_client_that_was_reviewed() {
    for_each(
        &Case::fixtures(),
        |fixture| fixture.name.clone(),
        |fixture| {
            let output = fixture.generate(&format!("fixture-{}", fixture.name), false);
            let folder = folder("fixtures").join(&fixture.name);
            assert_snapshot(&folder, "client", &shown(&output));
        },
    );
}

/// Everything but the text of the runtime files, which has tests of its own.
fn shown(output: &Output) -> String {
    let (runtime, own): (Vec<_>, Vec<_>) = output
        .files
        .iter()
        .partition(|(path, _)| path.starts_with("src/generated/runtime/"));
    let mut text = format!("=== diagnostics\n{}", said(output));
    text.push_str("\n=== manifest\n");
    for dependency in &output.manifest.dependencies {
        text.push_str(&line(dependency));
    }
    for (name, parts) in &output.manifest.features {
        let _ = writeln!(text, "feature {name} = {parts:?}");
    }
    text.push_str("\n=== runtime\n");
    for (path, _) in runtime {
        text.push_str(path.trim_start_matches("src/generated/runtime/"));
        text.push('\n');
    }
    for (path, content) in output.scaffold.iter().chain(own) {
        let _ = write!(text, "\n=== {path}\n{content}");
    }
    text
}

fn line(dependency: &Dependency) -> String {
    let Dependency {
        name,
        version,
        features,
        default_features,
        optional,
    } = dependency;
    let mut line = format!("{name} {version} {features:?}");
    if !default_features {
        line.push_str(" no default features");
    }
    if *optional {
        line.push_str(" optional");
    }
    line.push('\n');
    line
}

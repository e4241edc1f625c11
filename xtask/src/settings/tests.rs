use generator::lower::Formats;
use generator::manifest::Requirements;

use super::{formats, read};
use crate::manifest;

/// The manifest after a run that made this of strings.
fn kept(text: &str, formats: Formats) -> Result<String, String> {
    let requirements = Requirements {
        formats,
        ..Requirements::default()
    };
    manifest::edit(text, &requirements).map_err(|problem| problem.to_string())
}

#[test]
fn what_became_of_strings_is_kept_in_its_key_alone() {
    use Formats::{Strings, Typed};
    const BARE: &str = "[package]\nname = \"a\" # ours\n\n[lints]\nworkspace = true\n";
    const SAID: &str = "[package]\nname = \"a\" # ours\n\n[package.metadata.generator]\nformats = \"typed\"\n\n[lints]\nworkspace = true\n";
    let cases = [
        (BARE, Strings, BARE),
        (BARE, Typed, SAID),
        (SAID, Typed, SAID),
        (
            "[package.metadata.generator]\n# moments, please\nformats = 'typed' # since 2.0\n",
            Strings,
            "[package.metadata.generator]\n# moments, please\nformats = \"strings\" # since 2.0\n",
        ),
        (
            "[package]\nname = \"a\"\nmetadata.generator = { formats = \"strings\" }\n",
            Typed,
            "[package]\nname = \"a\"\nmetadata.generator = { formats = \"typed\" }\n",
        ),
        (
            "[package]\nname = \"a\"\n\n[package.metadata.docs]\nall = true\n",
            Typed,
            "[package]\nname = \"a\"\n\n[package.metadata.docs]\nall = true\n\n[package.metadata.generator]\nformats = \"typed\"\n",
        ),
    ];
    for (before, formats, after) in cases {
        let edited = kept(before, formats).unwrap();
        assert_eq!(edited, after, "{before}");
        assert_eq!(kept(&edited, formats).unwrap(), after, "{before}");
        let found = read(&edited, "Cargo.toml").unwrap().formats;
        assert_eq!(found.unwrap_or_default(), formats, "{edited}");
    }
    assert_eq!(
        kept("[package]\nmetadata = 1\n", Typed),
        Err("Cargo.toml: `package.metadata` is not a table".to_owned())
    );
}

#[test]
fn what_a_manifest_cannot_say_is_an_error_with_its_place() {
    let cases = [
        (
            "[package]\nname = \"a\"\n[package.metadata.generator]\nformats = \"jiff\"\n",
            "pets/Cargo.toml:4:11: `package.metadata.generator.formats` is neither `strings` nor `typed`",
        ),
        (
            "[package.metadata]\ngenerator = { formats = true }\n",
            "pets/Cargo.toml:2:25: `package.metadata.generator.formats` is neither `strings` nor `typed`",
        ),
        (
            "[package.metadata.generator]\nformat = \"typed\"\n",
            "pets/Cargo.toml:2:1: `package.metadata.generator` has no key `format`: it has `formats`",
        ),
        (
            "[package.metadata]\ngenerator = \"typed\"\n",
            "pets/Cargo.toml:2:13: `package.metadata.generator` is not a table",
        ),
    ];
    for (text, words) in cases {
        let problem = read(text, "pets/Cargo.toml").unwrap_err();
        assert_eq!(problem.to_string(), words, "{text}");
    }
}

#[test]
fn an_argument_is_one_of_the_choices() {
    assert_eq!(formats("strings"), Ok(Formats::Strings));
    assert_eq!(formats("typed"), Ok(Formats::Typed));
    assert_eq!(
        formats("Typed"),
        Err("it is `strings` or `typed`".to_owned())
    );
}

//! The page in a real browser. Without one the tests say so and pass, unless `CI_BROWSER` is set.

use serde_json::json;

use crate::browser::Browser;
use crate::served::{NUMBER, Served};

/// A page of a sandbox, on a phone's screen.
fn open(served: &Served) -> Option<Browser> {
    let browser = Browser::start(400, 800)?;
    browser.open(&format!("http://127.0.0.1:{}/", served.port));
    Some(browser)
}

#[test]
fn the_page_shows_what_happens_while_it_happens() {
    let mut served = Served::new(&["--attempts", "2"]);
    let Some(browser) = open(&served) else { return };
    browser.wait_for("No messages yet.");

    served.send("Your {NAME} code is {CODE}");
    let code = served.number()["lastCode"].as_str().unwrap().to_owned();
    browser.wait_for(&format!("Your Sandbox code is {code}"));
    let shown = browser.run("return document.querySelector('.code').textContent");
    assert_eq!(shown, json!(code));
    let heading = browser.run("return document.querySelector('h2').textContent");
    assert_eq!(heading, json!(NUMBER));

    served.verify("1");
    browser.wait_for("wrong codes: 1");
    served.verify("1");
    browser.wait_for("locked for ");
    served.verify(&code);
    browser.wait_for(&format!("{code} locked"));
    served.ask("POST", "/sandbox/advance?seconds=120", &[], "");
    served.verify(&code);
    browser.wait_for(&format!("{code} valid"));
    assert!(!browser.text().contains("locked for"));

    served.interrupt();
    assert!(served.wait());
    browser.wait_for("The sandbox does not answer.");
}

#[test]
fn messages_are_text_whatever_they_say() {
    let served = Served::new(&[]);
    let Some(browser) = open(&served) else { return };
    for hostile in [
        "<img src=x onerror=\"document.title='broken'\">{CODE}",
        "<script>document.title='broken'</script>{CODE}",
        "</li></ol><b>{CODE}</b>&amp;&lt;",
        "javascript:document.title='broken'//{CODE}",
    ] {
        served.send(hostile);
        let text = served.number()["messages"][0]["text"].clone();
        browser.wait_for(text.as_str().unwrap());
    }
    let found = browser.run(
        "return [document.title, document.querySelectorAll('main img, main script, main b, main a').length]",
    );
    assert_eq!(found, json!(["MFA sandbox", 0]));
}

#[test]
fn the_page_needs_nothing_else_and_fits_a_phone() {
    let served = Served::new(&[]);
    let Some(browser) = open(&served) else { return };
    let long = "wide".repeat(100);
    served.send(&format!("{long} {{CODE}}"));
    browser.wait_for(&long);
    let origins = browser.run(
        "return performance.getEntriesByType('resource').every(entry => entry.name.startsWith(location.origin))",
    );
    assert_eq!(origins, json!(true));
    let fits = browser.run("return document.documentElement.scrollWidth <= window.innerWidth");
    assert_eq!(fits, json!(true));
}

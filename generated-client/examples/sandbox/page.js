// Shows the inbox as it is, once a second. Messages are strangers' words: they only ever become text nodes.
"use strict";

const EVERY = 1000;

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function time(milliseconds) {
  return new Date(milliseconds).toLocaleTimeString();
}

function message(message) {
  const about = `${time(message.time)} · ${message.channel} · from ${message.from} · scope ${message.scope}`;
  return element("li", "message", message.text, element("small", "", about));
}

function attempt(attempt) {
  const outcome = element("span", attempt.outcome === "valid" ? "valid" : "refused", attempt.outcome);
  const about = `${time(attempt.time)} · scope ${attempt.scope}`;
  return element("li", "attempt", `${attempt.code} `, outcome, element("small", "", about));
}

function list(title, items) {
  return items.length ? [element("h3", "", title), element("ol", "", ...items)] : [];
}

function section(number) {
  const head = element("div", "", element("h2", "", number.number));
  if (number.lockedForSeconds !== null) {
    head.append(element("span", "locked", `locked for ${Math.ceil(number.lockedForSeconds)} s`));
  } else if (number.wrongAttempts) {
    head.append(element("span", "refused", `wrong codes: ${number.wrongAttempts}`));
  }
  const made = element("section", "number", head);
  if (number.messages.length) {
    made.append(element("div", "code", number.messages[0].code));
  }
  made.append(...list("Messages", number.messages.map(message)));
  made.append(...list("Attempts", number.attempts.map(attempt)));
  return made;
}

let shown = "";

async function look() {
  const state = document.getElementById("state");
  try {
    const reply = await fetch("/inbox.json", { cache: "no-store" });
    const text = await reply.text();
    const inbox = JSON.parse(text);
    state.className = "";
    state.textContent = inbox.numbers.length ? "" : "No messages yet.";
    // What did not change stays, so that text can be selected.
    const numbers = JSON.stringify(inbox.numbers);
    if (numbers !== shown) {
      document.getElementById("numbers").replaceChildren(...inbox.numbers.map(section));
      shown = numbers;
    }
  } catch {
    state.className = "gone";
    state.textContent = "The sandbox does not answer.";
  }
  setTimeout(look, EVERY);
}

look();

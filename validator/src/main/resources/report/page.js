"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const entries = data.entries;
  const salt = data.summary.salt;
  const ROWS = 50;
  const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const ALIAS = /^[0-9a-f]{32}$/;
  const number = (n) => Number(n).toLocaleString("en-US");

  // SHA-256 as in FIPS 180-4. The browser's own is missing where a page is not from a secure place.
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => ((x - Math.floor(x)) * 0x100000000) | 0;
  const K = new Int32Array(primes.map((p) => fraction(Math.cbrt(p))));
  const INITIAL = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
  const words = new Int32Array(64);
  const utf8 = new TextEncoder();
  const right = (x, n) => (x >>> n) | (x << (32 - n));

  function block(state, view, at) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const a = words[i - 15], b = words[i - 2];
      words[i] = words[i - 16] + (right(a, 7) ^ right(a, 18) ^ (a >>> 3)) + words[i - 7] + (right(b, 17) ^ right(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const one = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
      const two = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] = (state[i] + x) | 0; });
  }

  function sha256(text) {
    const bytes = utf8.encode(text);
    const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 4, bytes.length * 8);
    const state = INITIAL.slice();
    for (let at = 0; at < padded.length; at += 64) block(state, view, at);
    return state.map((x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
  }

  function read(entry) {
    const [place, log, partition, offset, submitted, wait, type, request, player, outcome, reason, charged, refunded] = entry.split(" ");
    return { place: Number(place), log, partition, offset, submitted, wait: Number(wait), type, request, player, outcome, reason, charged, refunded };
  }

  const time = (micros) => new Date(Number(micros) / 1000).toISOString().replace("T", " ").slice(0, 23);
  const waited = (micros) => micros < 1e6 ? (micros / 1e3).toFixed(1) + " ms" : (micros / 1e6).toFixed(2) + " s";
  const TITLES = { ENROLLED: "Got a seat", UNENROLLED: "Gave the seat back", ACCEPTED: "Accepted", REJECTED: "Refused" };
  const TYPES = { ENROLL: "a seat", UNENROLL: "to give it back", DEFINE_TOURNAMENT: "to define the tournament", CANCEL_TOURNAMENT: "to cancel the tournament" };
  const meaning = (reason) => (document.querySelector('[data-reason="' + reason + '"]') || {}).textContent || "";
  const title = (e) => e.outcome === "REJECTED" ? "Refused: " + e.reason : TITLES[e.outcome] || e.outcome;

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // How many seats had been taken, and given back, before each entry. Made when first asked for.
  let before;
  function ahead(place) {
    if (!before) {
      before = { enrolled: new Int32Array(entries.length), givenBack: new Int32Array(entries.length), taken: new Int32Array(entries.length) };
      let enrolled = 0, givenBack = 0, taken = 0;
      entries.forEach((entry, i) => {
        before.enrolled[i] = enrolled;
        before.givenBack[i] = givenBack;
        before.taken[i] = taken;
        const e = read(entry);
        if (e.outcome === "ENROLLED") { enrolled++; taken++; }
        else if (e.outcome === "UNENROLLED") { givenBack++; taken--; }
        else if (e.type === "CANCEL_TOURNAMENT" && e.outcome === "ACCEPTED") { givenBack += taken; taken = 0; }
      });
    }
    return { enrolled: before.enrolled[place - 1], givenBack: before.givenBack[place - 1], taken: before.taken[place - 1] };
  }

  function answer(e, id) {
    const card = element("article", undefined, "answer");
    card.append(element("h3", title(e)));
    if (e.reason !== "-") card.append(element("p", meaning(e.reason)));
    const list = element("dl");
    const then = ahead(e.place);
    const line = (name, value) => list.append(element("dt", name), element("dd", value));
    line("Place", number(e.place) + " of " + number(entries.length));
    line("Asked for", TYPES[e.type] || e.type);
    line("Ahead of it", e.place === 1 ? "nothing" : number(e.place - 1) + " requests, of which " + number(then.enrolled) + " got a seat; " + number(then.givenBack) + " seats were given back");
    line("Seats taken then", number(then.taken) + "; the tournament has " + number(data.summary.seats.capacity) + " now");
    line("On the log", "partition " + e.partition + ", offset " + number(e.offset) + ", " + time(e.submitted) + " UTC");
    line("Decided after", waited(e.wait));
    if (e.charged !== "-") line("Credits charged", number(e.charged));
    if (e.refunded !== "-") line("Credits refunded", number(e.refunded));
    line("Stands for it", e.request);
    card.append(list);
    const links = element("p", undefined, "small");
    const show = element("button", "Show it in the order");
    show.type = "button";
    show.addEventListener("click", () => { byId("only").value = ""; filter(); go(Math.floor((e.place - 1) / ROWS), e.place); byId("order").scrollIntoView(); });
    links.append(show);
    if (ID.test(id) && sha256(salt + id).startsWith(e.request)) {
      const link = element("a", "Link to this answer");
      link.href = "#" + id;
      links.append(" ", link);
    }
    card.append(links);
    return card;
  }

  function search(text) {
    const id = text.trim().toLowerCase();
    const answers = byId("answers");
    answers.replaceChildren();
    if (!id) return;
    if (!ID.test(id) && !ALIAS.test(id)) {
      answers.append(element("p", "This is no id: an id has 32 digits and letters from a to f, in groups of 8, 4, 4, 4 and 12."));
      return;
    }
    const alias = ALIAS.test(id) ? id : sha256(salt + id).slice(0, 32);
    const wanted = " " + alias + " ";
    const found = entries.filter((entry) => entry.includes(wanted)).map(read);
    if (found.length === 0) answers.append(element("p", "No request in this report has this id, and no player in it."));
    if (found.length > 1) answers.append(element("p", number(found.length) + " requests" + (found.length > ROWS ? "; the first " + ROWS + " are shown" : "")));
    found.slice(0, ROWS).forEach((e) => answers.append(answer(e, id)));
  }

  let shown = entries;
  let page = 0;

  function row(e, hit) {
    const tr = element("tr", undefined, e.place === hit ? "hit" : "");
    const place = element("th", number(e.place), "n");
    place.scope = "row";
    tr.append(place, element("td", title(e), "nw"), element("td", TYPES[e.type] || e.type, "nw"));
    for (const alias of [e.request, e.player]) {
      const cell = element("td", alias === "-" ? "" : alias.slice(0, 12) + "…", "mono");
      cell.title = alias;
      tr.append(cell);
    }
    tr.append(element("td", number(e.offset), "n"), element("td", time(e.submitted), "nw"), element("td", waited(e.wait), "n"));
    return tr;
  }

  function go(wanted, hit) {
    const last = Math.max(0, Math.ceil(shown.length / ROWS) - 1);
    page = Math.min(Math.max(0, wanted), last);
    byId("rows").replaceChildren(...shown.slice(page * ROWS, (page + 1) * ROWS).map((entry) => row(read(entry), hit)));
    byId("where").textContent = shown.length === 0 ? "none" : number(page * ROWS + 1) + " to " + number(Math.min(shown.length, (page + 1) * ROWS)) + " of " + number(shown.length);
    byId("first").disabled = byId("back").disabled = page === 0;
    byId("on").disabled = byId("end").disabled = page === last;
  }

  function filter() {
    const only = byId("only").value;
    shown = only ? entries.filter((entry) => entry.includes(" " + only + " ")) : entries;
    go(0);
  }

  function recompute() {
    const button = byId("recompute"), result = byId("recomputed");
    button.disabled = true;
    let digest = "0".repeat(64), at = 0, broken = 0;
    data.facts.forEach((fact) => { digest = sha256(digest + " " + fact); });
    const some = () => {
      for (const until = Math.min(entries.length, at + 5000); at < until; at++) {
        const end = entries[at].lastIndexOf(" ");
        digest = sha256(digest + " " + entries[at].slice(0, end));
        if (!broken && !digest.startsWith(entries[at].slice(end + 1))) broken = at + 1;
      }
      if (at < entries.length) {
        result.textContent = number(at) + " of " + number(entries.length);
        setTimeout(some);
        return;
      }
      button.disabled = false;
      const same = digest === data.head && !broken;
      result.className = same ? "zero" : "broken";
      result.textContent = same ? "The facts and " + number(entries.length) + " entries give this head." : "They give another head: " + digest + (broken ? ". The first broken link is at entry " + number(broken) + "." : ".");
    };
    some();
  }

  function fromLink() {
    const id = location.hash.slice(1).toLowerCase();
    if (id === "recompute") recompute();
    if (!ID.test(id) && !ALIAS.test(id)) return;
    byId("id").value = id;
    search(id);
    byId("find").scrollIntoView();
  }

  const requests = data.summary.requests;
  Object.keys(requests.outcomes).filter((o) => o !== "REJECTED").concat(Object.keys(requests.refused)).forEach((name) => {
    const option = element("option", (TITLES[name] || "Refused: " + name).toLowerCase());
    option.value = name;
    if (!TITLES[name]) option.textContent = "refused: " + name;
    byId("only").append(option);
  });
  byId("search").addEventListener("submit", (event) => { event.preventDefault(); search(byId("id").value); });
  byId("only").addEventListener("change", filter);
  byId("first").addEventListener("click", () => go(0));
  byId("back").addEventListener("click", () => go(page - 1));
  byId("on").addEventListener("click", () => go(page + 1));
  byId("end").addEventListener("click", () => go(Infinity));
  byId("recompute").addEventListener("click", recompute);
  addEventListener("hashchange", fromLink);
  document.documentElement.classList.add("scripted");
  filter();
  fromLink();
})();

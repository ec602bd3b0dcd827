// The API explorer: an editor, an answer and the schema beside it. No library, no network but /graphql.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const query = $("query"), variables = $("variables"), result = $("result"), status = $("status");
  // The API lies beside the folder of this script, whatever path the instance lives below.
  const door = new URL("../graphql", document.currentScript.src).pathname;
  const STORE = "tamatar.explorer" + door.slice(0, -"/graphql".length);
  const START = "# Ctrl+Enter (or Cmd+Enter) runs the operation.\nquery Today {\n  viewer {\n    user { displayName handle }\n    today { day entries minutes latest { title tags { name } } }\n    streak { current longest state aliveUntil }\n  }\n}\n";

  const el = (name, props, ...children) => {
    const node = Object.assign(document.createElement(name), props);
    node.append(...children);
    return node;
  };

  // ---- what was typed and run, kept on this device
  const load = () => { try { return JSON.parse(localStorage.getItem(STORE)) || {}; } catch { return {}; } };
  let saved = load();
  const save = () => { try { localStorage.setItem(STORE, JSON.stringify(saved)); } catch { /* private mode: nothing is kept */ } };
  query.value = saved.query || START;
  variables.value = saved.variables || "";
  $("variables-box").open = variables.value !== "";

  const nameOf = (text) => (/(?:query|mutation)\s+(\w+)/.exec(text) || [])[1] || text.replace(/#.*$/gm, "").trim().slice(0, 40).replace(/\s+/g, " ");
  const showHistory = () => {
    const list = saved.history || [];
    $("history").replaceChildren(el("option", { value: "", textContent: "History" }),
      ...list.map((h, i) => el("option", { value: String(i), textContent: nameOf(h.query) })));
  };
  const remember = () => {
    const entry = { query: query.value, variables: variables.value };
    saved.history = [entry, ...(saved.history || []).filter((h) => h.query !== entry.query || h.variables !== entry.variables)].slice(0, 25);
    save();
    showHistory();
  };
  for (const box of [query, variables]) {
    box.addEventListener("input", () => { saved.query = query.value; saved.variables = variables.value; save(); });
  }
  $("history").addEventListener("change", (e) => {
    const h = (saved.history || [])[Number(e.target.value)];
    if (h) { query.value = h.query; variables.value = h.variables; $("variables-box").open = h.variables !== ""; }
    e.target.value = "";
  });

  // ---- running
  const post = async (body) => {
    const res = await fetch(door, {
      method: "POST", credentials: "same-origin", cache: "no-store",
      headers: { "Content-Type": "application/json", "Accept": "application/graphql-response+json", "X-Tamatar": "explorer" },
      body: JSON.stringify(body),
    });
    return { res, text: await res.text() };
  };
  const say = (text, bad) => { status.textContent = text; status.classList.toggle("bad", Boolean(bad)); };

  const paint = (text) => {
    result.replaceChildren();
    const token = /("(?:[^"\\]|\\.)*")(\s*:)?|[^"]+/g;
    for (const m of text.matchAll(token)) {
      if (m[1]) {
        result.append(el("span", { className: m[2] ? "key" : "text", textContent: m[1] }), m[2] || "");
      } else {
        result.append(m[0]);
      }
    }
  };

  const run = async () => {
    let vars = {};
    if (variables.value.trim() !== "") {
      try { vars = JSON.parse(variables.value); } catch (err) { say("The variables are not JSON: " + err.message, true); variables.focus(); return; }
    }
    $("run").disabled = true;
    say("Running…");
    const began = performance.now();
    try {
      const { res, text } = await post({ query: query.value, variables: vars });
      const took = Math.round(performance.now() - began);
      let parsed = null;
      try { parsed = JSON.parse(text); } catch { /* shown as it came */ }
      paint(parsed ? JSON.stringify(parsed, null, 2) : text);
      const cost = parsed && parsed.extensions && parsed.extensions.cost;
      const count = parsed && parsed.errors ? parsed.errors.length : 0;
      say(`${res.status} in ${took} ms` + (cost ? ` · cost ${cost.used} of ${cost.limit}` : "") + (count ? ` · ${count} error${count > 1 ? "s" : ""}` : ""), !res.ok || count > 0);
      remember();
    } catch (err) {
      say("The server did not answer: " + err.message, true);
    } finally {
      $("run").disabled = false;
    }
  };
  $("run").addEventListener("click", run);
  document.addEventListener("keydown", (e) => {
    if ((e.ctrlKey || e.metaKey) && e.key === "Enter") { e.preventDefault(); run(); }
  });

  // ---- tidy: indent by braces, outside of strings and comments
  const tidy = (text) => {
    let depth = 0;
    return text.split("\n").map((raw) => {
      const line = raw.trim();
      const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, "").replace(/#.*$/, "");
      const closes = (/^[})\]]+/.exec(bare) || [""])[0].length;
      const out = line === "" ? "" : "  ".repeat(Math.max(0, depth - closes)) + line;
      depth = Math.max(0, depth + (bare.match(/[{([]/g) || []).length - (bare.match(/[})\]]/g) || []).length);
      return out;
    }).join("\n").replace(/\n{3,}/g, "\n\n");
  };
  $("tidy").addEventListener("click", () => { query.value = tidy(query.value); query.focus(); });

  // ---- the schema
  const INTROSPECTION = "query Schema { __schema { queryType { name } mutationType { name } types { kind name description enumValues { name description } inputFields { name description type { ...T } } fields { name description args { name description type { ...T } } type { ...T } } } } } fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
  let types = new Map(), roots = [], trail = [];
  const typeText = (t) => t.kind === "NON_NULL" ? typeText(t.ofType) + "!" : t.kind === "LIST" ? "[" + typeText(t.ofType) + "]" : t.name;
  const base = (t) => t.ofType ? base(t.ofType) : t.name;
  const link = (name, text) => el("button", { type: "button", className: "link", textContent: text, onclick: () => open(name) });
  const open = (name) => { const at = trail.indexOf(name); trail = at >= 0 ? trail.slice(0, at + 1) : [...trail, name]; render(); };

  const fieldItem = (f) => {
    const head = el("div", {}, el("code", { textContent: f.name }));
    if (f.args && f.args.length) {
      head.append("(");
      f.args.forEach((a, i) => head.append(i ? ", " : "", a.name + ": ", link(base(a.type), typeText(a.type))));
      head.append(")");
    }
    head.append(": ", link(base(f.type), typeText(f.type)));
    const item = el("li", {}, head);
    if (f.description) item.append(el("p", { textContent: f.description }));
    return item;
  };

  const render = () => {
    const docs = $("docs");
    $("trail").replaceChildren(
      el("button", { type: "button", className: "link", textContent: "Schema", onclick: () => { trail = []; render(); } }),
      ...trail.flatMap((n) => [" / ", link(n, n)]));
    const words = $("search").value.trim().toLowerCase();
    if (words) {
      const hits = [];
      for (const t of types.values()) {
        if (t.name.toLowerCase().includes(words)) hits.push(el("li", {}, link(t.name, t.name), el("p", { textContent: t.description || "" })));
        for (const f of t.fields || t.inputFields || []) {
          if (f.name.toLowerCase().includes(words)) hits.push(el("li", {}, link(t.name, t.name), " . ", el("code", { textContent: f.name }), el("p", { textContent: f.description || "" })));
        }
      }
      docs.replaceChildren(el("p", { textContent: hits.length === 1 ? "1 match" : hits.length + " matches" }), el("ul", {}, ...hits.slice(0, 60)));
      return;
    }
    const type = types.get(trail.at(-1));
    if (!type) {
      docs.replaceChildren(el("ul", {}, ...roots.map((r) => el("li", {}, link(r, r), el("p", { textContent: r === "Query" ? "Everything that can be read." : "Everything that can be changed." })))));
      return;
    }
    const rows = (type.fields || type.inputFields || []).map(fieldItem);
    rows.push(...(type.enumValues || []).map((v) => el("li", {}, el("code", { textContent: v.name }), el("p", { textContent: v.description || "" }))));
    docs.replaceChildren(el("h3", { textContent: type.name }), el("p", { textContent: type.description || "" }), el("ul", {}, ...rows));
    docs.scrollTop = 0;
  };
  $("search").addEventListener("input", render);

  post({ query: INTROSPECTION }).then(({ text }) => {
    const schema = JSON.parse(text).data.__schema;
    types = new Map(schema.types.filter((t) => !t.name.startsWith("__")).map((t) => [t.name, t]));
    roots = [schema.queryType.name, schema.mutationType.name];
    render();
  }).catch(() => { $("docs").replaceChildren(el("p", { textContent: "The schema could not be loaded. Reload the page to try again." })); });

  showHistory();
  query.focus();
})();

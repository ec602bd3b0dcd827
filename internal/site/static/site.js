// Small comforts; every page works without them.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("button[data-reveal]")) {
    const input = document.getElementById(button.dataset.reveal);
    const show = button.textContent;
    button.hidden = false;
    const set = (open) => {
      input.type = open ? "text" : "password";
      button.textContent = open ? button.dataset.hide : show;
      button.setAttribute("aria-pressed", String(open));
    };
    button.addEventListener("click", () => set(input.type === "password"));
    input.form.addEventListener("submit", () => set(false));
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const box of document.querySelectorAll("[data-zone]")) {
    const select = box.querySelector("select");
    if (!zone || box.hasAttribute("data-kept")) continue;
    if (![...select.options].some((o) => o.value === zone)) select.add(new Option(zone, zone));
    select.value = zone;
  }
  const menus = document.querySelectorAll("details.menu");
  document.addEventListener("click", (e) => {
    for (const m of menus) if (!m.contains(e.target)) m.open = false;
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    for (const m of menus) if (m.open) { m.open = false; m.querySelector("summary").focus(); }
  });
  for (const form of document.querySelectorAll("form.form")) {
    form.addEventListener("submit", (e) => {
      if (form.dataset.sent) e.preventDefault();
      form.dataset.sent = "1";
      setTimeout(() => delete form.dataset.sent, 4000);
    });
  }
  addEventListener("pageshow", () => { for (const f of document.forms) delete f.dataset.sent; });
})();

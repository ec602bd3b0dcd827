// Asks for a passkey and sends its answer with the form around the button. Bytes travel in base64url.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !window.isSecureContext) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  // The browser answers one question at a time; a newer one calls the older off.
  let asking = new AbortController();
  const ask = async (form, more) => {
    asking.abort();
    const { signal } = (asking = new AbortController());
    const answer = await fetch(form.dataset.options, { method: "POST", credentials: "same-origin", signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const o = await answer.json();
    o.challenge = bytes(o.challenge);
    for (const c of o.allowCredentials || []) c.id = bytes(c.id);
    const key = await navigator.credentials.get({ publicKey: o, signal, ...more });
    const r = key.response;
    form.elements.credential.value = JSON.stringify({
      id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: key.getClientExtensionResults(),
      authenticatorAttachment: key.authenticatorAttachment || undefined,
      response: {
        clientDataJSON: text(r.clientDataJSON), authenticatorData: text(r.authenticatorData), signature: text(r.signature),
        userHandle: r.userHandle ? text(r.userHandle) : undefined,
      },
    });
    form.submit();
  };
  // The field for the name offers passkeys among what the browser fills in. What goes wrong here stays silent: nobody
  // has asked for anything, and the button is there.
  const offer = async (form) => {
    if (!(await window.PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    const again = () => {
      if (!document.hidden && !form.querySelector("button").disabled) ask(form, { mediation: "conditional" }).catch(() => {});
    };
    again();
    // A question grows old, and another tab may have asked one since.
    document.addEventListener("visibilitychange", again);
    setInterval(again, 240_000);
  };
  for (const form of document.querySelectorAll("form[data-options]")) {
    const button = form.querySelector("button");
    const says = form.querySelector("[role=alert]");
    form.hidden = false;
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      if (button.disabled) return;
      button.disabled = true;
      says.textContent = "";
      ask(form).catch((error) => {
        button.disabled = false;
        says.textContent = error instanceof DOMException ? form.dataset.refused : form.dataset.failed;
        button.focus();
      });
    });
    if (document.querySelector("input[autocomplete~=webauthn]")) offer(form);
  }
  for (const e of document.querySelectorAll("[data-with-passkey]")) e.hidden = false;
  for (const e of document.querySelectorAll("[data-without-passkey]")) e.hidden = true;
  addEventListener("pageshow", () => { for (const b of document.querySelectorAll("form[data-options] button")) b.disabled = false; });
})();

// A form with data-passkey="register" or "sign-in" asks the browser for a passkey, then sends its answer as JSON in the
// field "credential". data-options holds what the server asks. [data-passkey-missing] is shown when the browser knows no
// passkeys, [data-passkey-failed] when the person gave up or the device refused.
"use strict";
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const show = (name, shown) =>
    document.querySelectorAll(`[data-passkey-${name}]`).forEach((element) => { element.hidden = !shown; });
  const able = Boolean(window.PublicKeyCredential && navigator.credentials);

  const asked = (options) => {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const list of [options.excludeCredentials, options.allowCredentials]) {
      for (const one of list || []) one.id = bytes(one.id);
    }
    return { publicKey: options };
  };

  const answer = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-passkey]");
    if (!form) return;
    event.preventDefault();
    if (!able) return show("missing", true);
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    show("failed", false);
    try {
      const options = asked(JSON.parse(form.dataset.options));
      const credential = form.dataset.passkey === "register"
        ? await navigator.credentials.create(options)
        : await navigator.credentials.get(options);
      form.elements.namedItem("credential").value = answer(credential);
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      show("failed", true);
    } finally {
      form.removeAttribute("aria-busy");
    }
  });

  if (!able) show("missing", true);
})();

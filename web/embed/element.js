// Defines <framewise-advisor>, which shows the advisor in a frame. Attributes: lang, theme, candidates, questions, cohort.
// Children <a slot="django" href="https://…"> are links of the course. Events: framewise:ready, framewise:result,
// framewise:counted, framewise:error. The address of the service is that of this script.
(() => {
  const texts = __TEXTS__;
  const script = document.currentScript ?? document.querySelector('script[src*="/embed.js"]');
  const service = new URL(".", script.src);
  const OPTIONS = ["lang", "theme", "candidates", "questions"];
  const VERSION = 1;
  const MIN_HEIGHT = 120;
  const MAX_HEIGHT = 4000;
  /** Milliseconds from the arrival of the document until its script has to report. */
  const PATIENCE = 8000;
  const MAX_LINKS = 100;
  const MAX_URL = 2000;
  const MAX_TEXT = 200;
  const VERBS = "http://adlnet.gov/expapi/verbs/";
  // Important rules inside a shadow tree win over all rules of the page around it.
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial !important; display: block !important; contain: layout style !important; }
    :host([hidden]) { display: none !important; }
    iframe { display: block; width: 100%; height: 32rem; border: 0; }
    p { margin: 0; padding: 1rem; border: 1px solid #96421b; border-radius: .5rem; background: #fff; color: #1d2429;
      font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
    a { display: block; color: #0b5d5e; }`);

  /** A statement of the Experience API about a result, without the actor, which the page around it knows. */
  function statement(result, language, title) {
    const named = (name) => service.href + "xapi/" + name;
    const verb = result.finished ? "completed" : "progressed";
    return {
      verb: { id: VERBS + verb, display: { en: verb } },
      object: {
        objectType: "Activity",
        id: service.href,
        definition: { type: "http://adlnet.gov/expapi/activities/interaction", name: { [language]: title } },
      },
      result: {
        completion: result.finished,
        response: result.recommended ?? "",
        extensions: {
          [named("confidence")]: result.confidence,
          [named("settled")]: result.settled,
          [named("answers")]: result.answers,
          [named("permalink")]: result.permalink,
        },
      },
      context: { language, platform: "framewise" },
      timestamp: new Date().toISOString(),
    };
  }

  class FramewiseAdvisor extends HTMLElement {
    static observedAttributes = [...OPTIONS, "cohort"];
    #frame;
    #timer;
    #isReady = false;
    #children = new MutationObserver(() => this.#sendLinks());
    #onMessage = (event) => this.#receive(event);
    #onViolation = (event) => {
      if (/^(frame|child|default)-src/.test(event.effectiveDirective) && event.blockedURI.startsWith(service.origin)) {
        this.#fail("policy");
      }
    };

    constructor() {
      super();
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [style];
    }

    connectedCallback() {
      addEventListener("message", this.#onMessage);
      document.addEventListener("securitypolicyviolation", this.#onViolation);
      this.#children.observe(this, { childList: true, subtree: true, attributes: true, characterData: true });
      this.#show();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#onMessage);
      document.removeEventListener("securitypolicyviolation", this.#onViolation);
      this.#children.disconnect();
      clearTimeout(this.#timer);
    }

    attributeChangedCallback(name, before, after) {
      if (this.#frame && before !== after) this.#show();
    }

    get #language() {
      const [primary] = (this.closest("[lang]")?.lang || navigator.language).toLowerCase().split(/[-_]/);
      return Object.hasOwn(texts, primary) ? primary : undefined;
    }

    get #texts() {
      return texts[this.#language ?? "en"];
    }

    #show() {
      clearTimeout(this.#timer);
      this.#isReady = false;
      const address = new URL("embed", service);
      for (const name of OPTIONS) {
        const value = name === "lang" ? this.#language : this.getAttribute(name);
        if (value) address.searchParams.set(name, value);
      }
      // In the fragment, which no browser sends to a server.
      const cohort = this.getAttribute("cohort");
      if (cohort) address.hash = new URLSearchParams({ cohort });
      const frame = document.createElement("iframe");
      frame.title = this.#texts.title;
      frame.loading = "lazy";
      frame.referrerPolicy = "no-referrer";
      frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
      // An error page arrives as well, but does not report.
      frame.addEventListener("load", () => {
        if (!this.#isReady) this.#timer = setTimeout(() => this.#fail("unreachable"), PATIENCE);
      });
      frame.src = address.href;
      this.#frame = frame;
      this.shadowRoot.replaceChildren(frame);
    }

    #receive({ source, data }) {
      const frame = this.#frame;
      if (!frame?.contentWindow || source !== frame.contentWindow) return;
      if (data?.source !== "framewise" || data.version !== VERSION) return;
      if (data.type === "ready") {
        this.#isReady = true;
        clearTimeout(this.#timer);
        this.#sendLinks();
        this.#emit("ready", { language: data.language });
      } else if (data.type === "height" && Number.isFinite(data.height)) {
        const height = Math.min(Math.max(Math.ceil(data.height), MIN_HEIGHT), MAX_HEIGHT);
        frame.style.height = `${height}px`;
      } else if (data.type === "result" && data.result) {
        const { result } = data;
        const language = result.language;
        this.#emit("result", { ...result, statement: statement(result, language, texts[language]?.title ?? "framewise") });
      } else if (data.type === "counted") {
        this.#emit("counted", { counted: data.counted, reason: data.reason });
      } else if (data.type === "error") {
        this.#emit("error", { reason: data.reason });
      }
    }

    /** Sends the links of the course. */
    #sendLinks() {
      const links = {};
      for (const link of [...this.querySelectorAll("a[slot]")].slice(0, MAX_LINKS)) {
        if (!/^https?:$/.test(link.protocol) || link.href.length > MAX_URL) continue;
        links[link.slot] = { url: link.href, text: link.textContent.trim().slice(0, MAX_TEXT) };
      }
      const message = { source: "framewise-host", version: VERSION, type: "course_links", links };
      // The frame has an origin of its own that no target can name.
      this.#frame?.contentWindow?.postMessage(message, "*");
    }

    /** Says what is wrong, with a link to the advisor. */
    #fail(reason) {
      if (!this.#frame) return;
      clearTimeout(this.#timer);
      this.#frame = undefined;
      const text = document.createElement("p");
      const link = document.createElement("a");
      link.href = service.href;
      link.textContent = this.#texts.open;
      text.append(this.#texts[reason].replaceAll("%", service.origin), " ", link);
      text.setAttribute("role", "alert");
      this.shadowRoot.replaceChildren(text);
      this.#emit("error", { reason });
    }

    #emit(name, detail) {
      this.dispatchEvent(new CustomEvent(`framewise:${name}`, { detail, bubbles: true, composed: true }));
    }
  }

  if (!customElements.get("framewise-advisor")) customElements.define("framewise-advisor", FramewiseAdvisor);
})();

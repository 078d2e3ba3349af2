// Runs in the reader's browser beside Streamlit's own program, and asks nothing of it:
// what it does not find as it expects it, it leaves alone.
(given) => {
  // What people wrote is never taken for words of Streamlit's; charts have a language of their own.
  const markdown = "[data-testid=stMarkdownContainer]:not([data-testid=stFileUploaderDropzone] *)";
  const untouched = `${markdown}, [data-testid=stHtml], [data-testid=stTable], [role=grid], [role=option], [data-testid=stPlotlyChart], input, textarea, code, script, style`;
  const attributes = ["aria-label", "title", "placeholder", "alt"];
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = (text) => new RegExp(`^${text.split("{}").map(escaped).join("(.+)")}$`);
  const book = (pairs) => ({
    exact: new Map(pairs.filter(([from]) => !from.includes("{}"))),
    open: pairs.filter(([from]) => from.includes("{}")).map(([from, to]) => [pattern(from), to]),
  });
  const chinese = book(given.words);
  const english = book(given.words.map(([from, to]) => [to, from]));
  let language = null;
  let words = chinese;

  const spoken = () => {
    const asked = new URLSearchParams(location.search).get(given.state);
    return asked in given.tags ? asked : given.usual;
  };
  const translated = (text) => {
    const plain = text.trim();
    if (!plain || plain.length > 200) return null;
    const exact = words.exact.get(plain);
    if (exact !== undefined) return text.replace(plain, exact);
    for (const [from, to] of words.open) {
      const parts = from.exec(plain);
      if (parts) return parts.slice(1).reduce((so, part) => so.replace("{}", () => part), to);
    }
    return null;
  };
  const turnText = (node) => {
    const text = translated(node.data);
    if (text !== null && text !== node.data) node.data = text;
  };
  const turnAttributes = (element) => {
    for (const name of attributes) {
      const value = element.getAttribute(name);
      const text = value && translated(value);
      if (text && text !== value) element.setAttribute(name, text);
    }
  };
  const turn = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      if (root.parentElement && !root.parentElement.closest(untouched)) turnText(root);
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(untouched)) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(untouched)
        ? (turnAttributes(node), NodeFilter.FILTER_REJECT)
        : NodeFilter.FILTER_ACCEPT,
    );
    turnAttributes(root);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) turnText(node);
      else turnAttributes(node);
    }
  };

  // Pages of the dashboard open where the reader is: an address of a page is a name and choices.
  const here = new URL("./", location.href);
  const page = (address) => {
    const url = new URL(address, here);
    const inside = url.origin === here.origin && url.pathname.startsWith(here.pathname);
    return inside && /^[a-z_]*$/.test(url.pathname.slice(here.pathname.length)) ? url : null;
  };
  // Whoever signs in or out goes there and back in the same tab.
  const isDoor = (address) => given.doors.some((door) => new URL(door, here).pathname === new URL(address).pathname);
  const go = (url) => {
    // A page that is there already takes up the choices of an address only when it is loaded anew.
    if (url.pathname === location.pathname) return location.assign(url);
    history.pushState({}, "", url);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  };
  // What a phone has no room for waits under a button, which wider windows do not show.
  const fold = (area) => {
    const button = document.createElement("button");
    area.dataset.folded = "yes";
    button.className = "unfold";
    button.ariaExpanded = "false";
    button.textContent = given.folded[language];
    button.onclick = () => {
      const folded = area.dataset.folded === "yes";
      area.dataset.folded = folded ? "no" : "yes";
      button.ariaExpanded = String(folded);
    };
    area.parentElement.insertBefore(button, area);
  };
  const mend = (root) => {
    for (const link of root.querySelectorAll?.("a[target=_blank]") ?? []) {
      if (page(link.href) || isDoor(link.href)) link.removeAttribute("target");
    }
    // What scrolls sideways in a narrow window can be reached by keys too.
    const around = root.closest?.("[data-testid=stTable]")?.parentElement ?? root;
    const wide = "[data-testid=stTable] > div, [class*=st-key-wide-]";
    for (const area of around.querySelectorAll?.(wide) ?? []) area.tabIndex = 0;
    for (const duties of root.querySelectorAll?.("[class*=st-key-duties-]:not([data-folded])") ?? []) fold(duties);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const ordinary = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !ordinary || event.defaultPrevented || link.target === "_blank" || link.download) return;
    if (link.getAttribute("href").startsWith("#") || link.closest("[data-testid=stSidebar], header")) return;
    const url = page(link.href);
    if (!url) return;
    event.preventDefault();
    go(url);
  });
  addEventListener("beforeprint", () => {
    const page = document.querySelector("[data-testid=stApp]");
    const [red] = page ? getComputedStyle(page).backgroundColor.match(/\d+/) : [255];
    document.documentElement.dataset.printed = red < 128 ? "dark" : "light";
    for (const tabs of document.querySelectorAll("[data-testid=stTabs]")) {
      const names = [...tabs.querySelectorAll("[role=tab]")].map((tab) => tab.textContent);
      const panels = tabs.querySelectorAll("[data-testid=stTabPanel]");
      panels.forEach((panel, place) => { panel.dataset.tab = names[place] ?? ""; });
    }
  });
  const opened = window.open;
  window.open = (address, ...others) => {
    const url = address && page(address);
    return url ? (go(url), null) : opened.call(window, address, ...others);
  };

  const look = (changes) => {
    const now = spoken();
    if (now !== language) {
      language = now;
      words = language === "zh" ? chinese : english;
      document.documentElement.lang = given.tags[language];
      if (document.body) turn(document.body);
      for (const button of document.querySelectorAll(".unfold")) button.textContent = given.folded[language];
    }
    for (const change of changes) {
      if (change.type === "characterData") turn(change.target);
      else if (change.type === "attributes") turnAttributes(change.target);
      for (const node of change.addedNodes) {
        turn(node);
        mend(node);
      }
    }
  };
  look([]);
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
}

// The page's words and settings, which stand in the page as JSON: what the catalogue of messages holds, in its language.

export const { words, ...settings } = JSON.parse(document.getElementById("settings").textContent);

/** Return one of the page's words with its places filled: `told("rows", { n: 3 })`; numbers as the language has them. */
export function told(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_, place) => {
    const value = values[place];
    return typeof value === "number" ? value.toLocaleString(settings.lang) : String(value ?? "");
  });
}

/** Return an element with attributes and children; what is no element is text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

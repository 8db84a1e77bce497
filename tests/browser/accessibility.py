"""What axe-core finds on a page, with every rule; contrast, the slow one, once for each look of a text."""

from importlib.resources import files

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
#: Axe weighs the contrast of each text by itself, five milliseconds each, although a page writes hundreds of them
#: in the same colour, size and weight on the same layers. Here one text speaks for those that look like it.
#: What is positioned freely looks like nothing else, for it may lie on anything.
_ONE_OF_EACH_LOOK = """async () => {
  const layers = new Map([[null, 0]]);
  const numbers = new Map();
  const number = (look) => numbers.get(look) ?? numbers.set(look, numbers.size + 1).get(look);
  const plain = (style) => style.backgroundColor === "rgba(0, 0, 0, 0)" && style.backgroundImage === "none"
    && style.opacity === "1" && style.filter === "none" && style.mixBlendMode === "normal"
    && ["static", "relative"].includes(style.position) && style.transform === "none" && style.float === "none";
  const layer = (node) => {
    if (layers.has(node)) return layers.get(node);
    const below = layer(node.parentElement);
    const style = getComputedStyle(node);
    const free = ["absolute", "fixed", "sticky"].includes(style.position) || style.transform !== "none";
    const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode,
      style.float, free ? layers.size : ""];
    layers.set(node, plain(style) ? below : number([below, ...own].join(";")));
    return layers.get(node);
  };
  const written = (node) => node.matches("select, textarea, input:not([type=checkbox], [type=radio], [type=range])")
    || [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  const off = ":disabled, [aria-disabled=true]";
  const dead = (node) => Boolean(node.closest(off) || node.closest("label")?.control?.disabled);
  const looks = new Map();
  for (const node of document.body.querySelectorAll("*")) {
    if (!(node instanceof HTMLElement) || !written(node)) continue;
    if (!node.checkVisibility({ visibilityProperty: true })) continue;
    const box = node.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const style = getComputedStyle(node);
    const look = [layer(node), style.color, style.fontSize, style.fontWeight, style.textShadow, dead(node)].join(";");
    looks.has(look) ? looks.get(look).push(node) : looks.set(look, [node]);
  }
  const contrast = async (include) => {
    const nothing = { violations: [], passes: [], incomplete: [] };
    const options = { runOnly: ["color-contrast"], resultTypes: Object.keys(nothing), elementRef: true };
    return include.length ? axe.run({ include }, options) : nothing;
  };
  const nodes = (rules) => rules.flatMap((rule) => rule.nodes);
  // Of a text out of sight in a box that scrolls axe cannot tell: two others are asked, and in the end all.
  // Of none that stands on a gradient can it tell.
  const gradient = (each) => ["bgGradient", "bgImage"].includes(each.any[0]?.data?.messageKey);
  const onGradient = (rule) => ({ nodes: rule.nodes.filter(gradient) });
  const found = [];
  let open = [...looks.values()];
  for (const asked of [(all) => all.slice(0, 1), (all) => [all[all.length >> 1], all.at(-1)], (all) => all]) {
    const { violations, passes, incomplete } = await contrast(open.flatMap(asked));
    const told = new Set(nodes([...violations, ...passes, ...incomplete.map(onGradient)]).map((each) => each.element));
    found.push(...nodes(violations).map((each) => ["color-contrast", each.target]));
    open = open.filter((all) => all.length > asked(all).length && !all.some((one) => told.has(one)));
  }
  return found;
}"""
_RULES = """async (options) => (await axe.run({ resultTypes: ["violations"], ...options })).violations
  .flatMap((rule) => rule.nodes.map((node) => [rule.id, node.target]))"""


def violations(page, rules=None, *, each_text=False):
    """Return (rule, target) of each violation of all rules, or of these.

    `each_text` asks axe of the contrast of every text, however many look alike.
    """
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(content=AXE)
    if each_text:
        return _found(page, {"runOnly": rules} if rules else {})
    if rules is None:
        found = _found(page, {"rules": {"color-contrast": {"enabled": False}}})
    else:
        others = [rule for rule in rules if rule != "color-contrast"]
        found = _found(page, {"runOnly": others}) if others else []
    if rules is None or "color-contrast" in rules:
        found += [tuple(one) for one in page.evaluate(_ONE_OF_EACH_LOOK)]
    return found


def _found(page, options):
    # From disk a page may not read its own style sheets again, as axe would for one of its rules.
    on_disk = {"preload": False} if page.url.startswith("file:") else {}
    return [(rule, target) for rule, target in page.evaluate(_RULES, options | on_disk)]

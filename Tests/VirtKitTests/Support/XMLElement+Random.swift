import VirtKit

extension XMLElement {
  /// A tree with names, attributes and texts that need escaping.
  static func random(depth: Int, using random: inout SplitMix) -> XMLElement {
    let letters = Array("abc<>&\"'é🐢\n\t ]")
    func text(_ random: inout SplitMix) -> String {
      // A letter first: white space alone beside elements is indentation.
      "x"
        + String((0..<Int.random(in: 0...6, using: &random)).compactMap { _ in letters.randomElement(using: &random) })
    }
    var element = XMLElement(["a", "b-c", "d.e", "é"].randomElement(using: &random) ?? "a")
    for name in ["p", "q"].shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)) {
      element.attributes.append(XMLAttribute(name, text(&random)))
    }
    if Bool.random(using: &random) {
      element = element.inNamespace(
        "urn:\(Int.random(in: 0...2, using: &random))",
        prefix: ["n", nil].randomElement(using: &random) ?? nil
      )
    }
    guard depth > 0 else { return element }
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      if case .element? = element.children.last, Bool.random(using: &random) {
        element.children.append(.text(text(&random)))
      } else {
        element.children.append(.element(.random(depth: depth - 1, using: &random)))
      }
    }
    return element
  }
}

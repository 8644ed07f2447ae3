internal import VirtKit

/// What a packet filter does, however its XML is written: libvirt adds what is usual, and orders as it likes.
struct FilterForm: Equatable {
  private let chain: String
  /// Each rule as a line; rules of one priority are an order of their own, so they are kept in it.
  private let items: [String]

  /// Reads `<filter>`, libvirt's or coloc's own.
  init(_ filter: XMLElement) {
    chain = filter["chain"] ?? "root"
    let lines = filter.elements().filter { $0.name != "uuid" }.map { item -> (priority: Int, line: String) in
      let priority = item["priority"].flatMap { Int($0) } ?? 500
      guard item.name == "rule" else { return (priority, Self.line(item)) }
      let state = item["statematch"] == "false" || item["statematch"] == "0" ? " without state" : ""
      let head = "\(item["action"] ?? "") \(item["direction"] ?? "") \(priority)\(state)"
      return (priority, ([head] + item.elements().map(Self.line)).joined(separator: " | "))
    }
    items = lines.enumerated().sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }
      .map(\.element.line)
  }

  /// An element with its attributes by name, and what is inside.
  private static func line(_ element: XMLElement) -> String {
    let attributes = element.attributes.map { "\($0.name)=\($0.value)" }.sorted()
    return ([element.name] + attributes + element.elements().map(line)).joined(separator: " ")
  }
}

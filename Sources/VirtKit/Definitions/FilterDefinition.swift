public import FoundationEssentials

/// A network filter: rules for a guest's port, and other filters it contains.
public struct FilterDefinition: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The UUID; a redefinition needs the same one.
  public var uuid: UUID
  /// The chain its rules go to, as in `root`, `ipv4`, `arp`; nil is libvirt's `root`.
  public var chain: String?
  /// The chain's place among others, -1000 to 1000; the lowest comes first.
  public var priority: Int?
  /// Rules and filters inside, in order.
  public var items: [Item]

  /// What a filter contains.
  public enum Item: Sendable, Hashable {
    /// A rule.
    case rule(FilterRule)
    /// Another filter, with parameters of its own.
    case filter(String, [FilterParameter] = [])
  }

  /// A filter with its rules.
  public init(name: String, uuid: UUID, chain: String? = nil, priority: Int? = nil, items: [Item] = []) {
    self.name = name
    self.uuid = uuid
    self.chain = chain
    self.priority = priority
    self.items = items
  }

  /// libvirt's `<filter>`.
  public func element() -> XMLElement {
    XMLElement("filter", ["name": name, "chain": chain, "priority": priority.map { String($0) }]) {
      XMLElement("uuid", text: uuid.libvirtText)
      items.map { item in
        switch item {
        case .rule(let rule):
          rule.element()
        case .filter(let name, let parameters):
          XMLElement("filterref", ["filter": name]) { parameters.map { $0.element() } }
        }
      }
    }
  }

  /// libvirt's filter XML.
  public var xml: String {
    get throws(XMLError) { try element().xml }
  }
}

/// One rule of a network filter: what to do with which packets, seen from the guest.
public struct FilterRule: Sendable, Hashable {
  /// What to do.
  public var action: Action
  /// Which way the packets go.
  public var direction: Direction
  /// The rule's place among others, -1000 to 1000; nil is libvirt's 500.
  public var priority: Int?
  /// False takes the rule out of connection tracking; nil leaves libvirt's default.
  public var matchesState: Bool?
  /// Which packets; none is every packet.
  public var matches: [Match]

  /// What a rule does with a packet.
  public enum Action: String, Sendable, CaseIterable {
    /// Throws it away.
    case drop
    /// Throws it away and says so.
    case reject
    /// Lets it pass.
    case accept
    /// Goes back to the filter above.
    case `return`
    /// Goes on with the next rule.
    case `continue`
  }

  /// Which way a packet goes, seen from the guest.
  public enum Direction: String, Sendable, CaseIterable {
    /// Towards the guest.
    case `in`
    /// From the guest.
    case out
    /// Both ways.
    case `inout`
  }

  /// Packets of one protocol with given properties (`<ip srcipaddr='$IP'/>`).
  public struct Match: Sendable, Hashable {
    /// libvirt's protocol element, as in `ip`, `arp`, `udp-ipv6`.
    public var proto: String
    /// libvirt's attributes in order; a value may be a parameter, as in `$IP`.
    public var attributes: [XMLAttribute]

    /// Packets of one protocol.
    public init(_ proto: String, _ attributes: KeyValuePairs<String, String> = [:]) {
      self.proto = proto
      self.attributes = attributes.map { XMLAttribute($0, $1) }
    }
  }

  /// A rule.
  public init(
    _ action: Action,
    _ direction: Direction,
    priority: Int? = nil,
    matchesState: Bool? = nil,
    matches: [Match] = []
  ) {
    self.action = action
    self.direction = direction
    self.priority = priority
    self.matchesState = matchesState
    self.matches = matches
  }

  /// libvirt's `<rule>`.
  public func element() -> XMLElement {
    XMLElement(
      "rule",
      [
        "action": action.rawValue,
        "direction": direction.rawValue,
        "priority": priority.map { String($0) },
        "statematch": matchesState.map { $0 ? "true" : "false" },
      ]
    ) {
      matches.map { match in
        var element = XMLElement(match.proto)
        element.attributes = match.attributes
        return element
      }
    }
  }
}

/// A network interface of a machine.
public struct InterfaceDefinition: Sendable, Hashable {
  /// What it is plugged into.
  public var source: Source
  /// Its hardware address.
  public var mac: String
  /// The card the guest sees.
  public var model = "virtio"
  /// Whether it reaches only what is not isolated too, on the same bridge.
  public var isIsolated = false
  /// The filter on its port; nil for none.
  public var filter: Filter?

  /// What an interface is plugged into.
  public enum Source: Sendable, Hashable {
    /// A libvirt network.
    case network(String)
    /// A bridge device of the host.
    case bridge(String)
  }

  /// A filter with its parameters.
  public struct Filter: Sendable, Hashable {
    /// The filter's name.
    public var name: String
    /// Its parameters in order; a name that repeats makes a list.
    public var parameters: [FilterParameter]

    /// A filter with its parameters.
    public init(name: String, parameters: [FilterParameter] = []) {
      self.name = name
      self.parameters = parameters
    }
  }

  /// An interface without filter, not isolated.
  public init(_ source: Source, mac: String) {
    self.source = source
    self.mac = mac
  }

  /// libvirt's `<interface>`.
  public func element() -> XMLElement {
    let (type, attribute, name) =
      switch source {
      case .network(let name): ("network", "network", name)
      case .bridge(let name): ("bridge", "bridge", name)
      }
    return XMLElement("interface", ["type": type]) {
      XMLElement("mac", ["address": mac])
      sourceElement(attribute, name)
      XMLElement("model", ["type": model])
      if isIsolated { XMLElement("port", ["isolated": "yes"]) }
      filter.map { filter in
        XMLElement("filterref", ["filter": filter.name]) { filter.parameters.map { $0.element() } }
      }
    }
  }

  private func sourceElement(_ attribute: String, _ value: String) -> XMLElement {
    var element = XMLElement("source")
    element.attributes = [XMLAttribute(attribute, value)]
    return element
  }
}

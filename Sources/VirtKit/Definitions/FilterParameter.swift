/// A named value handed to a filter (`<parameter name=… value=…/>`).
public struct FilterParameter: Sendable, Hashable {
  /// The name, as in `IP`; upper and lower case differ.
  public var name: String
  /// The value.
  public var value: String

  /// A named value.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// libvirt's `<parameter>`.
  public func element() -> XMLElement {
    XMLElement("parameter", ["name": name, "value": value])
  }
}

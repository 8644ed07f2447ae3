/// Reads an object field by field and collects every fault instead of stopping at the first one.
///
/// Ask for every field, then call `end()`, then take the fields' values:
/// ```
/// let name = record.required("name", .parsed(VMName.self))
/// let ipv6 = record.nullable("ipv6", .parsed(IPv6Address.self))
/// try record.end()
/// self.init(name: try name.get(), ipv6: try ipv6.get())
/// ```
public final class RecordReader {
  private let path: String
  private let line: Int
  private let isObject: Bool
  private let members: [DocumentNode.Member]
  private let faults: FaultList
  private let faultsBefore: Int
  private var known: Set<String> = []

  /// Makes a reader of a node; a node that is no object is a fault.
  public init(_ node: DocumentNode, path: String, faults: FaultList) {
    self.path = path
    self.line = node.line
    self.faults = faults
    faultsBefore = faults.faults.count
    if case .object(let members) = node.content {
      self.members = members
      isObject = true
    } else {
      members = []
      isObject = false
      faults.add(path, line: node.line, "must be an object, is \(node.noun)")
    }
  }

  /// A field that must be there and must not be null.
  public func required<Value>(_ key: String, _ shape: Shape<Value>) -> Field<Value> {
    guard let member = find(key) else { return missing(key) }
    return shape.read(member.value, path(of: key), faults)
  }

  /// A field that must be there and is null when the value is absent: the form of every record.
  public func nullable<Value>(_ key: String, _ shape: Shape<Value>) -> Field<Value?> {
    guard let member = find(key) else { return missing(key) }
    guard member.value.content != .null else { return .success(nil) }
    return shape.read(member.value, path(of: key), faults).map(Optional.some)
  }

  /// A field that may be left out: the form of the configuration.
  public func optional<Value>(_ key: String, _ shape: Shape<Value>) -> Field<Value?> {
    guard let member = find(key), member.value.content != .null else { return .success(nil) }
    return shape.read(member.value, path(of: key), faults).map(Optional.some)
  }

  /// A field that may be left out and then has a value that is built in.
  public func optional<Value>(_ key: String, _ shape: Shape<Value>, default value: Value) -> Field<Value> {
    optional(key, shape).map { $0 ?? value }
  }

  /// Whether a field is there; it counts as known.
  public func has(_ key: String) -> Bool { find(key) != nil }

  /// The version of the record's shape, which must be `version`.
  public func schema(_ version: Int) {
    guard case .success(let found) = required("schema", .int(1...Int(Int32.max))), found != version else { return }
    let reason = "is \(found), written by a newer coloc; this one knows \(version) and leaves the file alone"
    fault("schema", reason)
  }

  /// Records a fault of a field that only shows beside other fields.
  @discardableResult
  public func fault(_ key: String, _ reason: String) -> FaultRecorded {
    faults.add(path(of: key), line: members.first { $0.key == key }?.value.line ?? line, reason)
  }

  /// Refuses unknown and repeated keys; throws when this object had any fault.
  public func end() throws(FaultRecorded) {
    var first: [String: Int] = [:]
    for member in members {
      if let earlier = first[member.key] {
        faults.add(path(of: member.key), line: member.line, "stands twice, first on line \(earlier)")
      } else if !known.contains(member.key) {
        let keys = known.sorted().joined(separator: ", ")
        faults.add(path(of: member.key), line: member.line, "is not a key here; the keys are \(keys)")
      }
      first[member.key] = first[member.key] ?? member.line
    }
    guard faults.faults.count == faultsBefore else { throw faults.recorded }
  }

  private func find(_ key: String) -> DocumentNode.Member? {
    known.insert(key)
    return members.first { $0.key == key }
  }

  private func missing<Value>(_ key: String) -> Field<Value> {
    // An object that is none lacks every key; saying so once is enough.
    guard isObject else { return .failure(faults.recorded) }
    return .failure(faults.add(path(of: key), line: line, "is missing"))
  }

  private func path(of key: String) -> String {
    let key = Printable.excerpt(key)
    return path.isEmpty ? key : "\(path).\(key)"
  }
}

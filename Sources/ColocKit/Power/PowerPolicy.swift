/// What the owner decided about a VM's going down and coming back.
public struct PowerPolicy: Sendable, Equatable {
  /// The places in the order: low numbers go down first and come back last.
  public static let orders = 0...99
  /// What is built in.
  public static let standard = PowerPolicy(boot: .last, order: 50, ready: nil, stopTimeout: nil, then: .leave)

  /// What happens to it after an unplanned cut.
  public enum Boot: String, Sendable, CaseIterable {
    /// It comes back if the owner's last word was that it runs.
    case last
    /// It comes back.
    case always
    /// It stays down.
    case never
  }

  /// What becomes of it when it still runs at its deadline and the host must go down.
  public enum Then: String, Sendable, CaseIterable {
    /// It is left running.
    case leave
    /// Its memory is saved, and it goes on from there.
    case save
    /// Its power is cut.
    case kill
  }

  /// What happens to it after an unplanned cut.
  public var boot: Boot
  /// Its place; VMs of one place go together.
  public var order: Int
  /// When it counts as up; nil for the agent, where coloc made the VM, and for nothing otherwise.
  public var ready: ReadyTest?
  /// How long it may take to go down, in seconds, 1 to 86400; nil takes the configuration's.
  public var stopTimeout: Int?
  /// What becomes of it when it does not go down.
  public var then: Then

  /// Makes a policy.
  public init(boot: Boot, order: Int, ready: ReadyTest?, stopTimeout: Int?, then: Then) {
    self.boot = boot
    self.order = order
    self.ready = ready
    self.stopTimeout = stopTimeout
    self.then = then
  }

  /// The policy as it stands in a manifest.
  public var json: JSONValue {
    .object([
      "boot": .string(boot.rawValue), "order": .int(order), "ready": .text(ready),
      "stopTimeout": stopTimeout.map { .int($0) } ?? .null, "then": .string(then.rawValue),
    ])
  }
}

extension PowerPolicy: ReadableRecord {
  /// Reads a policy.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let boot = record.required("boot", .choice(Boot.self))
    let order = record.required("order", .int(Self.orders))
    let ready = record.nullable("ready", .parsed(ReadyTest.self))
    let stopTimeout = record.nullable("stopTimeout", .int(1...86_400))
    let then = record.required("then", .choice(Then.self))
    try record.end()
    self.init(
      boot: try boot.get(),
      order: try order.get(),
      ready: try ready.get(),
      stopTimeout: try stopTimeout.get(),
      then: try then.get()
    )
  }
}

/// One thing in which an adopted VM is other than those that coloc makes, and how that would be changed.
public struct AdoptionDifference: Sendable, Equatable {
  /// A stable word for programs.
  public enum Code: String, Sendable, CaseIterable {
    /// A disk is on another bus than virtio.
    case diskBus = "disk-bus"
    /// A disk's image is no qcow2.
    case diskFormat = "disk-format"
    /// A disk's image is a qcow2 of the old version, which holds no bitmaps.
    case diskCompat = "disk-compat"
    /// A disk is outside the rack's pool.
    case diskPlace = "disk-place"
    /// There is another number of disks than one.
    case diskCount = "disk-count"
    /// A disk stands on another image.
    case backingChain = "backing-chain"
    /// libvirt has notes of snapshots.
    case snapshots
    /// Its memory is kept in a file, from which the next start goes on.
    case managedSave = "managed-save"
    /// There is no channel for the guest agent.
    case agentChannel = "agent-channel"
    /// There is no serial console.
    case serialConsole = "serial-console"
    /// There is no virtio random number generator.
    case random = "rng"
    /// There is a display.
    case graphics
    /// The machine type is an alias, or not said at all.
    case machineAlias = "machine-alias"
    /// The processor mode is not coloc's.
    case cpuMode = "cpu-mode"
    /// It does not start with the host.
    case autostart
    /// Its interface is plugged in elsewhere than in the rack's network.
    case network
    /// Its interface is no virtio card.
    case interfaceModel = "interface-model"
    /// There are several interfaces.
    case interfaceCount = "interface-count"
    /// The rack's packet filter is not on its interface.
    case filter
    /// Its port is not isolated.
    case portIsolation = "port-isolation"
    /// Its address is not known.
    case addressUnknown = "address-unknown"
    /// It is seen with another address than was said.
    case addressSeen = "address-seen"
    /// Other tools have metadata in it.
    case metadata
  }

  /// The stable word.
  public let code: Code
  /// One sentence without a full stop.
  public let message: String
  /// The command that would change it; nil when nothing needs to be changed.
  public let cure: String?

  init(_ code: Code, _ message: String, cure: String? = nil) {
    self.code = code
    self.message = message
    self.cure = cure
  }

  /// The difference in JSON.
  public var json: JSONValue {
    .object(["code": .string(code.rawValue), "message": .string(message), "cure": .text(cure)])
  }
}

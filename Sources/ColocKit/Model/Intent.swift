public import Foundation

/// One operation under way: on disk before its first side effect, gone when nothing of it is open.
///
/// Every identifier is chosen before, so that whoever finds the file can finish or undo what was begun.
public struct Intent: Sendable, Equatable {
  /// The version of the file's shape.
  public static let schema = 1

  /// What is under way.
  public enum Action: String, Sendable, CaseIterable {
    /// A VM is being made: undone before its manifest has it, finished after.
    case create
    /// A VM goes to the trash: only forward.
    case delete
    /// A VM comes back from the trash: undone before its manifest has it, finished after.
    case restore
    /// A deleted VM's disks go for good: only forward.
    case purge
    /// An image enters the pool: undone before its record is there.
    case image
    /// A VM is being started: its memory counts until libvirt counts it; nothing to undo.
    case start
    /// A VM is given other sizes: only forward, for a disk that has grown cannot shrink.
    case resize
    /// What is recorded of a VM changes, and libvirt follows: nothing before its manifest has it, finished after.
    case edit
    /// A domain of other hands is taken in: its mark is taken off again before the manifest has it, finished after.
    case adopt
    /// A point of a VM is being taken: undone, the guest thawed, unless its index has it.
    case takePoint
    /// A point of a VM is being removed: only forward.
    case removePoint

    /// Whether it is about a VM's points, whose index tells how far it is.
    var isOfPoints: Bool { self == .takePoint || self == .removePoint }
  }

  /// The operation's own id.
  public let id: UUID
  /// What is under way.
  public let action: Action
  /// The rack it belongs to.
  public let rack: UUID
  /// The tenant concerned, if any.
  public let tenant: TenantName?
  /// The VM concerned, whole.
  public let vm: VMRecord?
  /// The image concerned, whole.
  public let image: ImageRecord?
  /// What was typed.
  public let command: String
  /// When it began.
  public let started: Timestamp

  /// Makes an intent.
  public init(
    id: UUID,
    action: Action,
    rack: UUID,
    tenant: TenantName? = nil,
    vm: VMRecord? = nil,
    image: ImageRecord? = nil,
    command: String,
    started: Timestamp
  ) {
    self.id = id
    self.action = action
    self.rack = rack
    self.tenant = tenant
    self.vm = vm
    self.image = image
    self.command = command
    self.started = started
  }

  /// The intent's file.
  public var json: JSONValue {
    .object([
      "schema": .int(Self.schema), "id": .string(id.text), "action": .string(action.rawValue),
      "rack": .string(rack.text), "tenant": .text(tenant), "vm": vm?.json ?? .null, "image": image?.json ?? .null,
      "command": .string(command), "started": .text(started),
    ])
  }
}

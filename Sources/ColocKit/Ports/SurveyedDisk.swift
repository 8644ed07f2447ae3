/// A disk of a domain as it is.
public struct SurveyedDisk: Sendable, Equatable {
  /// The file or device, or `POOL/VOLUME`, as libvirt names it.
  public var place: String
  /// The device in the guest, as in `vda`.
  public var target: String
  /// The bus, as in `virtio`.
  public var bus: String?
  /// The image format.
  public var format: String?
  /// The version of a qcow2 image (`0.10`, `1.1`); nil when it could not be found out.
  public var compat: String?
  /// The size the guest sees; nil when it could not be found out.
  public var capacity: ByteCount?
  /// The image below it; nil when it stands alone, or libvirt does not tell.
  public var backing: String?

  /// Makes a record.
  public init(
    place: String,
    target: String,
    bus: String?,
    format: String?,
    compat: String? = nil,
    capacity: ByteCount?,
    backing: String? = nil
  ) {
    self.place = place
    self.target = target
    self.bus = bus
    self.format = format
    self.compat = compat
    self.capacity = capacity
    self.backing = backing
  }
}

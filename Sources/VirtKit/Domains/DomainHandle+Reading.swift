import CLibvirt
import FoundationEssentials

extension Handle where Kind == DomainKind {
  /// C: virDomainLookupByUUID.
  init(_ uuid: UUID, in connection: borrowing ConnectHandle, _ call: Call) throws(LibvirtError) {
    let connection = unsafe connection.pointer
    try unsafe self.init(uuid.withRawBytes { unsafe virDomainLookupByUUID(connection, $0) }, call)
  }

  /// The name, which the handle carries.
  var name: String {
    unsafe virDomainGetName(pointer).map { unsafe String(cString: $0) } ?? ""
  }

  /// Whether it runs now. C: virDomainIsActive.
  func isActive(_ call: Call) throws(LibvirtError) -> Bool {
    try unsafe call.flag(virDomainIsActive(pointer))
  }

  /// C: virDomainGetXMLDesc.
  func xml(_ flags: virDomainXMLFlags..., call: Call) throws(LibvirtError) -> String {
    try unsafe call.text(virDomainGetXMLDesc(pointer, flags.reduce(0) { $0 | $1.rawValue }))
  }

  /// C: virDomainGetUUID, virDomainGetID, virDomainGetInfo, virDomainGetState: none of them asks QEMU.
  func record(_ call: Call) throws(LibvirtError) -> DomainRecord {
    var info = virDomainInfo()
    try unsafe call.count(virDomainGetInfo(pointer, &info))
    var state: Int32 = 0
    var reason: Int32 = 0
    try unsafe call.count(virDomainGetState(pointer, &state, &reason, 0))
    return DomainRecord(
      uuid: try uuid(call),
      name: name,
      id: id,
      state: DomainState(rawValue: state),
      stateReason: reason,
      vcpus: Int(info.nrVirtCpu),
      memory: UInt64(info.memory) * 1024,
      maximumMemory: UInt64(info.maxMem) * 1024
    )
  }

  func uuid(_ call: Call) throws(LibvirtError) -> UUID {
    let domain = unsafe pointer
    return try unsafe UUID(call) { unsafe virDomainGetUUID(domain, $0) }
  }

  /// The number of this run; libvirt says -1 as unsigned when there is none.
  var id: Int? {
    let id = unsafe virDomainGetID(pointer)
    return id == UInt32.max ? nil : Int(id)
  }
}

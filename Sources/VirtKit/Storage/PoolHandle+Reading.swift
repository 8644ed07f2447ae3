import CLibvirt
import FoundationEssentials

extension Handle where Kind == PoolKind {
  /// C: virStoragePoolLookupByName, virStoragePoolLookupByUUID.
  init(_ reference: Reference, in connection: borrowing ConnectHandle, _ call: Call) throws(LibvirtError) {
    let connection = unsafe connection.pointer
    switch reference {
    case .name(let name):
      try unsafe self.init(virStoragePoolLookupByName(connection, name), call)
    case .uuid(let uuid):
      try unsafe self.init(uuid.withRawBytes { unsafe virStoragePoolLookupByUUID(connection, $0) }, call)
    }
  }

  /// The name, which the handle carries.
  var name: String {
    unsafe virStoragePoolGetName(pointer).map { unsafe String(cString: $0) } ?? ""
  }

  /// C: virStoragePoolGetInfo, virStoragePoolGetAutostart, virStoragePoolGetXMLDesc.
  func record(_ call: Call) throws -> PoolRecord {
    var info = virStoragePoolInfo()
    try unsafe call.count(virStoragePoolGetInfo(pointer, &info))
    var autostart: Int32 = 0
    try unsafe call.count(virStoragePoolGetAutostart(pointer, &autostart))
    let xml = try XMLElement(parsing: unsafe call.text(virStoragePoolGetXMLDesc(pointer, 0)))
    let pool = unsafe pointer
    return PoolRecord(
      uuid: try unsafe UUID(call) { unsafe virStoragePoolGetUUID(pool, $0) },
      name: name,
      state: PoolState(rawValue: info.state),
      capacity: info.capacity,
      allocation: info.allocation,
      available: info.available,
      path: xml.first("target", "path")?.text,
      autostart: autostart != 0
    )
  }
}

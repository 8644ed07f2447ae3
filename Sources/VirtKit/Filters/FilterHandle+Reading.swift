import CLibvirt
import FoundationEssentials

extension Handle where Kind == FilterKind {
  /// C: virNWFilterLookupByName, virNWFilterLookupByUUID.
  init(_ reference: Reference, in connection: borrowing ConnectHandle, _ call: Call) throws(LibvirtError) {
    let connection = unsafe connection.pointer
    switch reference {
    case .name(let name):
      try unsafe self.init(virNWFilterLookupByName(connection, name), call)
    case .uuid(let uuid):
      try unsafe self.init(uuid.withRawBytes { unsafe virNWFilterLookupByUUID(connection, $0) }, call)
    }
  }

  /// The name, which the handle carries.
  var name: String {
    unsafe virNWFilterGetName(pointer).map { unsafe String(cString: $0) } ?? ""
  }

  func record(_ call: Call) throws(LibvirtError) -> FilterRecord {
    let filter = unsafe pointer
    return FilterRecord(uuid: try unsafe UUID(call) { unsafe virNWFilterGetUUID(filter, $0) }, name: name)
  }
}

import CLibvirt
import FoundationEssentials

extension Handle where Kind == NetworkKind {
  /// C: virNetworkLookupByName, virNetworkLookupByUUID.
  init(_ reference: Reference, in connection: borrowing ConnectHandle, _ call: Call) throws(LibvirtError) {
    let connection = unsafe connection.pointer
    switch reference {
    case .name(let name):
      try unsafe self.init(virNetworkLookupByName(connection, name), call)
    case .uuid(let uuid):
      try unsafe self.init(uuid.withRawBytes { unsafe virNetworkLookupByUUID(connection, $0) }, call)
    }
  }

  /// The name, which the handle carries.
  var name: String {
    unsafe virNetworkGetName(pointer).map { unsafe String(cString: $0) } ?? ""
  }

  func isActive(_ call: Call) throws(LibvirtError) -> Bool {
    try unsafe call.flag(virNetworkIsActive(pointer))
  }

  func isPersistent(_ call: Call) throws(LibvirtError) -> Bool {
    try unsafe call.flag(virNetworkIsPersistent(pointer))
  }

  /// C: virNetworkGetXMLDesc.
  func xml(inactive: Bool, _ call: Call) throws(LibvirtError) -> String {
    guard inactive else { return try unsafe call.text(virNetworkGetXMLDesc(pointer, 0)) }
    do throws(LibvirtError) {
      return try unsafe call.text(virNetworkGetXMLDesc(pointer, VIR_NETWORK_XML_INACTIVE.rawValue))
    } catch  where error.code == .invalidArgument {
      // A driver that keeps only one description of a network (libvirt's test driver) does not know the flag.
      return try unsafe call.text(virNetworkGetXMLDesc(pointer, 0))
    }
  }

  /// C: virNetworkGetUUID, virNetworkIsActive, virNetworkGetAutostart, virNetworkGetBridgeName.
  func record(_ call: Call) throws(LibvirtError) -> NetworkRecord {
    var autostart: Int32 = 0
    // A transient network has no autostart to ask for.
    if try isPersistent(call) { try unsafe call.count(virNetworkGetAutostart(pointer, &autostart)) }
    let network = unsafe pointer
    return NetworkRecord(
      uuid: try unsafe UUID(call) { unsafe virNetworkGetUUID(network, $0) },
      name: name,
      isActive: try isActive(call),
      autostart: autostart != 0,
      // libvirt has no answer but an error for a network that has no bridge.
      bridge: try? unsafe call.text(virNetworkGetBridgeName(pointer))
    )
  }
}

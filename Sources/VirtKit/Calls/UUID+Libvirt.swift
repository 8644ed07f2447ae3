import CLibvirt
import FoundationEssentials

extension UUID {
  /// The UUID that one of libvirt's `…GetUUID` functions writes as 16 raw bytes.
  init(_ call: Call, _ function: (UnsafeMutablePointer<UInt8>) -> Int32) throws(LibvirtError) {
    var bytes = uuid_t(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    let status = unsafe withUnsafeMutableBytes(of: &bytes) { buffer in
      unsafe buffer.assumingMemoryBound(to: UInt8.self).baseAddress.map { unsafe function($0) } ?? -1
    }
    try call.count(status)
    self.init(uuid: bytes)
  }

  /// Lends the 16 raw bytes to one of libvirt's `…LookupByUUID` functions.
  func withRawBytes<Result>(_ body: (UnsafePointer<UInt8>?) -> Result) -> Result {
    unsafe withUnsafeBytes(of: uuid) { unsafe body($0.assumingMemoryBound(to: UInt8.self).baseAddress) }
  }

  /// Lower case, as libvirt writes UUIDs.
  var libvirtText: String {
    uuidString.lowercased()
  }
}

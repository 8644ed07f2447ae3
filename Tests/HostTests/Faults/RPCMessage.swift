/// One message of libvirt's RPC: a length of four bytes, which counts itself, and six words of header before the body.
///
/// Every number is big-endian (https://libvirt.org/kbase/internals/rpc.html).
struct RPCMessage {
  /// `remote_protocol.x`, the calls of the API.
  static let remoteProgram: UInt32 = 0x2000_8086
  /// `remote_protocol.x`, REMOTE_PROC_CONNECT_CLOSE: a goodbye, one for each link that a command happened to open.
  static let close: UInt32 = 2
  /// `virkeepaliveprotocol.x`: it comes when it likes, so it is never counted.
  static let keepaliveProgram: UInt32 = 0x6b65_6570

  enum Kind: UInt32 {
    case call = 0
    case reply = 1
    case event = 2
    case stream = 3
    case callWithDescriptors = 4
    case replyWithDescriptors = 5
    case streamHole = 6
  }

  /// The whole message, length included.
  let bytes: [UInt8]

  var program: UInt32 { word(1) }
  var procedure: UInt32 { word(3) }
  var kind: Kind? { Kind(rawValue: word(4)) }
  var serial: UInt32 { word(5) }

  /// Whether it counts as a step of the client.
  var isStep: Bool {
    program != Self.keepaliveProgram && !(program == Self.remoteProgram && procedure == Self.close)
  }
  /// Whether the server answers it.
  var isCall: Bool { kind == .call || kind == .callWithDescriptors }

  /// Whether it is the answer to a call with this serial.
  func answers(_ serial: UInt32) -> Bool {
    (kind == .reply || kind == .replyWithDescriptors) && isStep && self.serial == serial
  }

  private func word(_ index: Int) -> UInt32 {
    bytes[(4 * index)..<(4 * index + 4)].reduce(0) { $0 << 8 | UInt32($1) }
  }
}

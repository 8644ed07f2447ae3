internal import Foundation

/// The bridge ports of this machine, as `bridge -d -j link` (iproute2) prints them.
struct BridgeLinks: Equatable {
  /// Whether a port is isolated, by its device.
  let isolated: [String: Bool]

  /// The question.
  static let program = Program("bridge", ["-d", "-j", "link"], timeout: .seconds(10), outputLimit: 16 << 20)

  private struct Link: Decodable {
    let ifname: String
    let isolated: Bool?
  }

  /// Reads the answer. Throws `unexpected` when it is none.
  init(_ result: ProgramResult) throws(Failure) {
    guard result.isSuccess else { throw Failure(.unexpected, "bridge -d -j link \(result.words)") }
    guard let links = try? JSONDecoder().decode([Link].self, from: Data(result.output)) else {
      throw Failure(.unexpected, "bridge -d -j link printed something else than a list of ports")
    }
    isolated = Dictionary(links.map { ($0.ifname, $0.isolated ?? false) }) { first, _ in first }
  }

  /// Ports that are told.
  init(isolated: [String: Bool]) { self.isolated = isolated }
}

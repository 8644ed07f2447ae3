internal import Foundation

/// Where the programs lie that carry messages.
enum ChannelDirectory {
  /// `PREFIX/lib/coloc/channels` of a binary at `PREFIX/bin/coloc`, the tree's own for one that lies where it was built;
  /// nil when there is no such directory.
  static var brought: String? {
    guard let binary = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
    let path: String
    if binary.hasSuffix("/bin/coloc") {
      path = String(binary.dropLast("/bin/coloc".count)) + "/lib/coloc/channels"
    } else if let tree = binary.firstRange(of: "/.build/") {
      path = binary[..<tree.lowerBound] + "/packaging/channels"
    } else {
      return nil
    }
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}

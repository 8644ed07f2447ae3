import Foundation
import Glibc

/// A file that is being written beside the one it will replace, `.NAME.tmp-XXXXXXXX`, locked while its writer lives.
struct TemporaryFile: ~Copyable {
  /// The name in its directory.
  let name: String
  /// The open file.
  let descriptor: Descriptor

  /// Makes an empty file, readable by its owner only.
  init(for target: String, in directory: borrowing Directory) throws(SystemFault) {
    while true {
      let candidate = Self.prefix(of: target) + Self.draw()
      let descriptor: Descriptor
      do throws(SystemFault) {
        descriptor = try directory.open(candidate, O_RDWR | O_CREAT | O_EXCL)
      } catch {
        if error.code == EEXIST { continue }
        throw error
      }
      // Somebody who clears up may have been faster than the lock: then the file is gone, and another one is made.
      guard try descriptor.tryLock(), try descriptor.status().st_nlink > 0 else { continue }
      name = candidate
      self.descriptor = descriptor
      return
    }
  }

  /// The open file alone, once its name is another's.
  consuming func intoDescriptor() -> Descriptor { descriptor }

  /// Removes what writers that no longer live have left in a directory, and gives back the names.
  @discardableResult
  static func removeStale(in directory: borrowing Directory) throws(SystemFault) -> [String] {
    var removed: [String] = []
    for name in try directory.names() where isTemporary(name) {
      // It may be renamed or removed at this moment; then it is not stale.
      guard let file = try? directory.open(name, O_RDWR), (try? file.tryLock()) == true else { continue }
      guard (try? directory.unlink(name)) != nil else { continue }
      removed.append(name)
    }
    return removed
  }

  /// Whether a name is one that only this type gives.
  static func isTemporary(_ name: String) -> Bool {
    guard name.hasPrefix("."), let mark = name.range(of: ".tmp-", options: .backwards) else { return false }
    let tail = name[mark.upperBound...]
    return tail.utf8.count == 8 && tail.allSatisfy(\.isHexDigit)
  }

  private static func prefix(of target: String) -> String { ".\(target).tmp-" }

  private static func draw() -> String {
    let digits = String(UInt32.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

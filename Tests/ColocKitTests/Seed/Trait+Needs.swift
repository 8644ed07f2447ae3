import Foundation
import Testing

extension Trait where Self == ConditionTrait {
  /// Skips where a program is not installed: the reason is printed, and counted by scripts/test-summary.
  static func needs(_ program: String, package: String) -> Self {
    let isThere = ["/usr/bin", "/usr/sbin", "/bin"].contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
    return .enabled(if: isThere, "\(program) is not installed: apt-get install \(package)")
  }
}

import Foundation
import Testing

extension TrialRack {
  /// Where the points of a VM lie.
  func points(of vm: String) async throws -> String {
    let line = try String(contentsOfFile: home + "/coloc.yaml", encoding: .utf8).split(separator: "\n").first {
      $0.hasPrefix("points: ")
    }
    let path = try #require(line).dropFirst("points: ".count).trimmingCharacters(in: ["\""])
    let uuid = try #require(try await item("vm show \(vm) --json")["uuid"] as? String)
    return "\(path)/\(uuid)"
  }

  /// Takes a point and gives back its item.
  func take(_ what: String, saying words: [String] = [], at place: SourceLocation = #_sourceLocation) async throws
    -> [String: Any]
  {
    let outcome = try await coloc("snapshot create \(what) --json", saying: words, at: place)
    let document = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any]
    return try #require((document?["items"] as? [[String: Any]])?.first, sourceLocation: place)
  }

  /// The files of a VM's disks, by device; the read-only seed is none.
  func disks(of vm: String) async throws -> [String: String] {
    let lines = try await virsh("domblklist \(vm)").split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    let pairs = lines.filter { $0.count == 2 && $0[1].hasSuffix(".qcow2") }.map { ($0[0], $0[1]) }
    return Dictionary(pairs) { first, _ in first }
  }

  /// Copies what a VM's disks hold now, which nobody may write to meanwhile.
  func copies(of vm: String, named name: String) async throws -> [String: String] {
    var copies: [String: String] = [:]
    for (device, path) in try await disks(of: vm) {
      let copy = try file("\(name)-\(device).qcow2", "")
      try await tool(["qemu-img", "convert", "-U", "-f", "qcow2", "-O", "qcow2", path, copy])
      copies[device] = copy
    }
    return copies
  }

  /// Whether each disk of a point is what was copied, byte for byte.
  func expect(
    _ point: String,
    in directory: String,
    _ copies: [String: String],
    at place: SourceLocation = #_sourceLocation
  )
    async throws
  {
    #expect(!copies.isEmpty, sourceLocation: place)
    for (device, copy) in copies {
      let file = "\(directory)/\(point)-\(device).qcow2"
      try await tool(["qemu-img", "compare", "-f", "qcow2", "-F", "qcow2", file, copy], at: place)
    }
  }

  /// Nothing is under way, frozen or left over; libvirt follows the writes since one moment only.
  func expectSound(
    _ vm: String,
    in directory: String,
    _ comment: Comment? = nil,
    at place: SourceLocation = #_sourceLocation
  )
    async throws
  {
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    #expect(names.filter { $0.hasSuffix(".part") } == [], comment, sourceLocation: place)
    let index = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: "\(directory)/points.json")))
        as? [String: Any]
    )
    #expect(index["taking"] is NSNull && index["thawOwed"] as? Bool == false, comment, sourceLocation: place)
    let ids = (index["points"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    let strays = names.filter { name in name != "points.json" && !ids.contains { name.hasPrefix("\($0)-") } }
    #expect(strays == [], comment, sourceLocation: place)
    #expect(
      try await virsh("checkpoint-list \(vm) --name").split(separator: "\n").count == 1,
      comment,
      sourceLocation: place
    )
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: home + "/intents") == [],
      comment,
      sourceLocation: place
    )
  }

  /// Runs a program that must succeed, and gives back what it says.
  @discardableResult
  func tool(_ words: [String], at place: SourceLocation = #_sourceLocation) async throws -> String {
    let outcome = try await Lab.run(words, timeout: .seconds(120))
    #expect(outcome.status == 0, "\(words): \(outcome)", sourceLocation: place)
    return outcome.stdout
  }

  /// Types something in a guest.
  @discardableResult
  func type(_ command: String, in vm: String, at place: SourceLocation = #_sourceLocation) async throws -> String {
    try await coloc("vm ssh \(vm) -i \(key) -- \(command)", timeout: .seconds(30), at: place).stdout
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The file of a VM's UEFI variables.
  func variables(of vm: String) async throws -> String {
    let xml = try await virsh("dumpxml --inactive \(vm)")
    return String(try #require(xml.firstMatch(of: /<nvram[^>]*>([^<]+)<\/nvram>/)?.1))
  }
}

import ArgumentParser
import Testing

@testable import coloc

@Suite("What is typed wrong is refused with the reason, exit code 64")
struct RefusalTests {
  static let create = "vm create velo-web --tenant asso-velo --os debian"

  @Test(
    arguments: [
      ("vm create Velo --tenant a1 --os debian --memory 2G --disk 20G", "'Velo' is not a VM name"),
      ("vm create .. --tenant a1 --os debian --memory 2G --disk 20G", "'..' is not a VM name"),
      ("\(create) --memory 2GB --disk 20G", "it uses a decimal unit"),
      ("\(create) --memory 2 --disk 20G", "has no unit; write 2M or 2G"),
      ("\(create) --memory=-1 --disk 20G", "must begin with digits"),
      ("\(create) --memory 1.5G --disk 20G", "it is a fraction"),
      ("\(create) --memory 2G --disk 99999T", "is more than 64T"),
      ("\(create) --memory 2G --disk 20G --vcpus 0", "--vcpus is 1 to 512"),
      ("\(create) --memory 2G --disk 20G --timeout 0", "--timeout is 1 to 86400 seconds"),
      ("\(create) --memory 2G --disk 20G --show xml", "--show goes with --dry-run"),
      ("\(create) --memory 2G --disk 20G --dry-run --show xml,all", "'all' is none of seed, xml"),
      ("\(create) --disk 20G", "--memory"), ("vm create", "<name>"), ("vm stop", "name VMs, or a --tenant, or --all"),
      ("vm stop velo-web --all", "name VMs, or a --tenant, or --all"),
      ("vm stop velo-web --timeout 0", "--timeout is 1 to 86400 seconds"),
      ("vm delete velo-web --confirm velo-web", "--confirm goes with --now"),
      ("vm resize velo-web", "say what to change: --memory, --vcpus, --disk"),
      ("vm resize velo-web --vcpus 0", "--vcpus is 1 to 512"), ("vm resize velo-web --disk 40GB", "decimal unit"),
      ("vm resize velo-web --memory 0M", "--memory is more than nothing"),
      ("vm edit velo-web", "say what to change"), ("vm edit velo-web --protect maybe", "maybe"),
      ("vm wait velo-web --for heaven", "heaven"), ("vm wait velo-web --timeout=-1", "--timeout is 0 to 86400"),
      ("tenant add 42", "'42' is not"), ("tenant add asso --language de", "de"),
      ("tenant add asso --contact fax:1", "does not begin with one of email"),
      ("tenant add asso --contact email:nobody", "has no address like"),
      ("tenant talk asso --channel mail --date 2026-02-30 --summary s", "that day does not exist"),
      ("tenant agree asso --vms=-1 --vcpus 1 --memory 1G --disk 1G", "--vms is 0 to 1000"),
      ("tenant agree asso --vms 1 --vcpus 1 --memory 1G --disk 1G --site a.example --site a.example", "named twice"),
      ("tenant agree asso --vms 1 --vcpus 1 --memory 1G --disk 1G --conversation 1", "is not written like c1"),
      ("tenant edit asso", "say what to change"),
      ("tenant edit asso --language fr --reason \u{1B}[2J", "--reason is one line"),
      ("image import a.qcow2 --os debian --release bookworm", "is not written like 12 or 3.22"),
      ("init --network 10.77.0.1/24", "has host bits; write 10.77.0.0/24"),
      ("init --gateway 300.1.1.1", "300.1.1.1"), ("vm list --format yaml", "yaml"), ("vm lst", "lst"),
      ("tenant remov asso", "remov"), ("tenant suspend asso", "--reason"),
      ("tenant suspend asso --reason \u{A0}", "--reason may not be empty"),
      ("tenant suspend asso --reason r --timeout 0", "--timeout is 1 to 86400 seconds"),
      ("tenant refuse asso --reason a\u{1B}b", "--reason is one line"),
      ("report inventory", "say --list or --host NAME"),
      ("report inventory --list --host a", "say --list or --host NAME"),
      ("report ssh-config --known-hosts keys", "does not begin with / or ~/"),
    ]
  )
  func refused(_ line: String, _ reason: String) {
    let failure = #expect(throws: (any Error).self) {
      try Coloc.parseAsRoot(line.split(separator: " ").map(String.init))
    }
    guard let failure else { return }
    #expect(Coloc.exitCode(for: failure).rawValue == 64)
    #expect(Coloc.fullMessage(for: failure).contains(reason), "\(Coloc.fullMessage(for: failure))")
  }

  @Test("What would move the cursor is shown harmless")
  func hostile() {
    let failure = #expect(throws: (any Error).self) { try Coloc.parseAsRoot(["vm", "show", "a\u{1B}[2Jb"]) }
    guard let failure else { return }
    let lines = Main.words(for: failure)
    #expect(lines.contains { $0.contains("is not a VM name") })
    for line in lines { #expect(!line.contains("\u{1B}"), "\(line.debugDescription)") }
  }
}

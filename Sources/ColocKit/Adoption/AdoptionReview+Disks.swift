extension AdoptionReview {
  /// What is other about each disk.
  var disks: [AdoptionDifference] { survey.disks.flatMap(differences) }

  private func differences(of disk: SurveyedDisk) -> [AdoptionDifference] {
    let target = Printable.clean(disk.target)
    let place = Printable.clean(disk.place)
    var found: [AdoptionDifference] = []
    if disk.bus != "virtio" {
      let message = "disk \(target) is on \(Printable.clean(disk.bus ?? "an unnamed bus")), not on virtio"
      let cure = edit("<target dev='vda' bus='virtio'/> and no <address>, where the guest has the driver")
      found.append(.init(.diskBus, message, cure: cure))
    }
    if disk.format != "qcow2" {
      let format = Printable.clean(disk.format ?? "of no known format")
      let message = "disk \(target) is \(format), not qcow2: snapshots need qcow2"
      found.append(.init(.diskFormat, message, cure: whileOff(conversion(of: disk))))
    } else if disk.compat == "0.10" {
      let cure = whileOff("qemu-img amend -f qcow2 -o compat=1.1 \(ShellWord.quoted(disk.place))")
      let message = "disk \(target) is qcow2 of version 0.10, which cannot hold the bitmaps that snapshots need"
      found.append(.init(.diskCompat, message, cure: cure))
    }
    if !isInPool(disk) {
      let message = "disk \(target) is at \(place), outside the rack's pool: coloc never removes it"
      let pool = ShellWord.quoted(configuration.pool.path)
      let cure = disk.place.hasPrefix("/") ? whileOff("mv \(ShellWord.quoted(disk.place)) \(pool)/") : nil
      found.append(.init(.diskPlace, message, cure: cure.map { "\($0); virsh edit \(vm.name)" }))
    }
    if let backing = disk.backing {
      let message = "disk \(target) stands on \(Printable.clean(backing))"
      let cure = "virsh blockpull \(vm.name) \(target) --wait  (while it runs; copies what is below into it)"
      found.append(.init(.backingChain, message, cure: cure))
    }
    return found
  }

  private func whileOff(_ command: String) -> String { "coloc vm stop \(vm.name); \(command)" }

  private func conversion(of disk: SurveyedDisk) -> String {
    let format = disk.format.map { "-f \(ShellWord.quoted($0)) " } ?? ""
    let copy = ShellWord.quoted("\(configuration.pool.path)/\(vm.name)-\(disk.target).qcow2")
    return
      "qemu-img convert \(format)-O qcow2 -o compat=1.1 \(ShellWord.quoted(disk.place)) \(copy); virsh edit \(vm.name)"
  }

  private func isInPool(_ disk: SurveyedDisk) -> Bool {
    let slash = disk.place.lastIndex(of: "/")
    let directory = slash.map { String(disk.place[..<$0]) }
    return directory == configuration.pool.path || directory == configuration.pool.name
  }
}

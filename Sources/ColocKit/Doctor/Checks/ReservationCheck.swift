/// The fixed addresses in libvirt's network against those of the records.
struct ReservationCheck: Check {
  static let codes: [FindingCode] = [.reservationMissing, .reservationForeign]

  let network: String
  /// What the manifests want.
  let wanted: [Reservation]
  /// What may also be there: of VMs that are being made or deleted at this moment.
  let tolerated: [Reservation]
  /// Whether every record could be read, so that one that nobody knows is nobody's.
  let knowsAll: Bool
  let found: [Reservation]

  var findings: [Finding] {
    let there = Set(found)
    let missing = wanted.filter { !there.contains($0) }.map { reservation in
      let message = "\(reservation.ipv4) is not reserved for it in network \(network): another guest could be given it"
      return Finding(.reservationMissing, reservation.name, message, cure: "coloc init")
    }
    let known = Set((wanted + tolerated).map(\.mac))
    let foreign = found.filter { knowsAll && !known.contains($0.mac) }.map { reservation in
      let message = "\(reservation.ipv4) is reserved for \(reservation.mac) in network \(network), and no VM has it"
      let host = "<host mac='\(reservation.mac)' ip='\(reservation.ipv4)'/>"
      let cure = "virsh net-update \(network) delete ip-dhcp-host \"\(host)\" --live --config"
      let name = reservation.name.isEmpty ? reservation.ipv4.description : reservation.name
      return Finding(.reservationForeign, name, message, cure: cure)
    }
    return missing + foreign
  }
}

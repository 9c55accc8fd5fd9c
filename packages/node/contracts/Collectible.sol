// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// An ERC-721 collection that anybody mints from; ids follow one another, so every mint depends on the one before.
contract Collectible {
    uint256 public nextId;
    mapping(uint256 id => address) public ownerOf;
    mapping(address owner => uint256) public balanceOf;

    event Transfer(address indexed from, address indexed to, uint256 indexed id);

    error NotOwner(uint256 id, address caller);

    function mint() external returns (uint256 id) {
        id = nextId++;
        ownerOf[id] = msg.sender;
        balanceOf[msg.sender] += 1;
        emit Transfer(address(0), msg.sender, id);
    }

    function transferFrom(address from, address to, uint256 id) external {
        if (ownerOf[id] != msg.sender || from != msg.sender) revert NotOwner(id, msg.sender);
        ownerOf[id] = to;
        balanceOf[from] -= 1;
        balanceOf[to] += 1;
        emit Transfer(from, to, id);
    }
}

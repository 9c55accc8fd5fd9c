// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Token} from "./Token.sol";

/// A pool of two tokens whose product may not fall: x * y = k, with a fee of 0.3 % on what comes in.
contract Pair {
    Token public token0;
    Token public token1;
    uint128 public reserve0;
    uint128 public reserve1;

    event Swap(address indexed sender, uint256 in0, uint256 in1, uint256 out0, uint256 out1, address indexed to);

    error NothingAsked();
    error NotEnoughReserve();
    error ProductFell();

    /// Pays out first and then compares the balances, so the caller must have paid in before the call.
    function swap(uint256 out0, uint256 out1, address to) external {
        if (out0 == 0 && out1 == 0) revert NothingAsked();
        (uint256 before0, uint256 before1) = (reserve0, reserve1);
        if (out0 >= before0 || out1 >= before1) revert NotEnoughReserve();
        if (out0 > 0) token0.transfer(to, out0);
        if (out1 > 0) token1.transfer(to, out1);
        uint256 after0 = token0.balanceOf(address(this));
        uint256 after1 = token1.balanceOf(address(this));
        uint256 in0 = after0 + out0 - before0;
        uint256 in1 = after1 + out1 - before1;
        if ((after0 * 1000 - in0 * 3) * (after1 * 1000 - in1 * 3) < before0 * before1 * 1_000_000) revert ProductFell();
        reserve0 = uint128(after0);
        reserve1 = uint128(after1);
        emit Swap(msg.sender, in0, in1, out0, out1, to);
    }
}
